import { ApiObject, Lazy } from 'cdk8s';
import type { Construct } from 'constructs';
import { IstioMesh } from '../../../mesh/istio-mesh';
import { ObjectNames } from '../../../mesh/object-names';
import type { RoutedHost } from '../shared/routed-host';
import type { WrittenMetadata } from '../written-metadata';
import { servicePortsOf } from './service-ports';

/** What a gateway that is deployed has of its own. */
export interface GatewayWorkloadProps {
  /** Of every object. */
  readonly metadata: WrittenMetadata;
  /** Labels by which the pods are selected. */
  readonly labels: Record<string, string>;
  readonly replicas: number;
  /** What goes through the gateway, as it stands when somebody asks. */
  routed(): RoutedHost[];
}

/** Pods of a gateway stay out of the ambient data plane, in which their calls would take another way. */
const NO_AMBIENT = { 'istio.io/dataplane-mode': 'none' };

/** Requests and limits of Istio's own gateway chart. */
const RESOURCES = { requests: { cpu: '100m', memory: '128Mi' }, limits: { cpu: '2000m', memory: '1024Mi' } };

/** The objects that run a gateway: the injector makes its proxy a router. */
export class GatewayWorkload {
  public readonly serviceAccount: ApiObject;
  public readonly deployment: ApiObject;
  public readonly service: ApiObject;

  constructor(private readonly scope: Construct, private readonly props: GatewayWorkloadProps) {
    // The token with which the proxy proves who it is comes from the injector, and is no token for the API server.
    this.serviceAccount = this.object('ServiceAccount', 'v1', { automountServiceAccountToken: false });
    this.deployment = this.object('Deployment', 'apps/v1', { spec: Lazy.any({ produce: () => this.deploymentSpec() }) });
    this.service = this.object('Service', 'v1', { spec: Lazy.any({ produce: () => this.serviceSpec() }) });
  }

  private object(kind: string, apiVersion: string, fields: object): ApiObject {
    const { labels, metadata } = this.props;
    const object = new ApiObject(this.scope, kind, {
      apiVersion,
      kind,
      metadata: { ...metadata, labels: { ...metadata.labels, ...labels } },
      ...fields,
    });
    ObjectNames.of(object).add(object);
    return object;
  }

  private deploymentSpec(): object {
    const { metadata: { name }, labels, replicas } = this.props;
    const { revision } = IstioMesh.of(this.scope);
    return {
      replicas,
      selector: { matchLabels: labels },
      template: {
        metadata: {
          labels: { ...labels, ...NO_AMBIENT, 'sidecar.istio.io/inject': 'true', ...revision === undefined ? {} : { 'istio.io/rev': revision } },
          annotations: { 'inject.istio.io/templates': 'gateway' },
        },
        spec: {
          serviceAccountName: name,
          automountServiceAccountToken: false,
          securityContext: { runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' } },
          containers: [{
            name: 'istio-proxy',
            // The injector fills in the image of the control plane's version.
            image: 'auto',
            resources: RESOURCES,
            securityContext: {
              allowPrivilegeEscalation: false,
              capabilities: { drop: ['ALL'] },
              privileged: false,
              readOnlyRootFilesystem: true,
              runAsNonRoot: true,
            },
          }],
        },
      },
    };
  }

  private serviceSpec(): object {
    return { type: 'ClusterIP', selector: this.props.labels, ports: servicePortsOf(this.props.routed()) };
  }
}
