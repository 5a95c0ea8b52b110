import { Construct } from 'constructs';
import { mustBeScope, pathIn } from '../../app/scope';
import { listOf, misfitsOf, objectOf, optional, text } from '../../app/shape';
import { refusalAt } from '../../app/refusal';
import type { EgressPlan, PlannedService } from '../../service/paths/egress-plan';
import type { EgressWaypointAttributes, IEgressWaypoint } from './i-egress-waypoint';
import { mustBeWaypointPlace } from './waypoint-place';
import { WaypointPath } from './waypoint-path';

const ATTRIBUTES = objectOf({
  name: text("'waypoint'"),
  namespace: text("'egress'"),
  allowedNamespaces: optional(listOf(text("'shop'"), "'shop'")),
}, "{ name: 'waypoint', namespace: 'egress' }");

/** A waypoint that somebody else declares. */
export class ExistingWaypoint extends Construct implements IEgressWaypoint {
  public readonly name: string;
  public readonly namespace: string;
  private readonly path: WaypointPath;

  constructor(scope: Construct, id: string, attributes: EgressWaypointAttributes) {
    super(mustFit(scope, id, attributes), id);
    const { name, namespace, allowedNamespaces } = attributes;
    mustBeWaypointPlace(this, name, namespace, allowedNamespaces);
    this.name = name;
    this.namespace = namespace;
    this.path = new WaypointPath({ construct: this, name, namespace, allowedNamespaces: allowedNamespaces && [...allowedNamespaces] });
  }

  public get way(): string {
    return this.path.way;
  }

  /** @internal */
  public _plan(service: PlannedService): EgressPlan {
    return this.path._plan(service);
  }
}

/** A construct cannot be named before it is there, and what is refused leaves no trace. */
function mustFit(scope: Construct, id: string, attributes: unknown): Construct {
  mustBeScope(scope, id, "EgressWaypoint.fromGatewayAttributes(chart, 'waypoint', attributes)");
  const misfits = misfitsOf(ATTRIBUTES, 'attributes', attributes);
  if (misfits.length > 0) throw refusalAt(pathIn(scope, id), ...misfits);
  return scope;
}
