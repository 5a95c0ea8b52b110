import type { IstioProblem } from '../../../src/istio/problem';
import { checkVirtualService } from '../../../src/istio/kinds/virtual-service';

export const DESTINATION = { destination: { host: 'api.example.com' } };

/** What is said to a VirtualService. */
export function judgeService(spec: any): IstioProblem[] {
  return checkVirtualService({
    apiVersion: 'networking.istio.io/v1', kind: 'VirtualService', metadata: { name: 'x', namespace: 'shop' }, spec: { hosts: ['api.example.com'], ...spec },
  });
}

/** What is said to an HTTP route. */
export function judgeHttp(route: any, service: object = {}): IstioProblem[] {
  return judgeService({ http: [route], ...service });
}

/** What is said to an HTTP route that forwards. */
export function judgeForward(route: any): IstioProblem[] {
  return judgeHttp({ route: [DESTINATION], ...route });
}
