import type { IConstruct } from 'constructs';
import { refusalAt } from '../../app/refusal';
import { misfitsOf } from '../../app/shape';
import type { IEgressPath } from '../../service/paths/egress-path';
import { GATEWAY_PATH_OPTIONS } from './checks/gateway-refusals';
import { GatewayPath, type HasGatewayPath } from './gateway-path';
import type { EgressGatewayPathOptions } from './gateway-path-options';

/** @throws for what a program without types may have taken for options */
export function pathWithOptions(gateway: IConstruct & HasGatewayPath, options: EgressGatewayPathOptions): IEgressPath {
  const misfits = misfitsOf(GATEWAY_PATH_OPTIONS, 'options', options);
  if (misfits.length > 0) throw refusalAt(gateway.node.path, ...misfits.map((misfit) => `withOptions(): ${misfit}`));
  return new GatewayPath(gateway._gatewayPath.gateway, { ...options, pathPrefixes: options.pathPrefixes && [...options.pathPrefixes] });
}
