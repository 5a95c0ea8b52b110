import { isIpAddress } from '../syntax/addresses';
import { checkPortName, checkProtocol } from '../fields/ports';
import type { Findings } from '../findings';
import type { SidecarSpec } from '../spec';

type ListenerPort = NonNullable<NonNullable<SidecarSpec['egress']>[number]['port']>;

/** istiod's rules for the port of a Sidecar's listener, but for its number. */
export function checkListenerPort(findings: Findings, path: string, { name, protocol, targetPort }: ListenerPort): void {
  if (name) checkPortName(findings, `${path}.name`, name);
  checkProtocol(findings, `${path}.protocol`, protocol);
  if (targetPort) {
    findings.webhook('target-port-unsupported', `${path}.targetPort`, targetPort, 'targetPort has no meaning in a Sidecar', 'remove targetPort');
  }
}

/** istiod wants an IP address to bind to, when there is one. */
export function checkBind(findings: Findings, path: string, bind: string | undefined): void {
  if (!bind || isIpAddress(bind)) return;
  findings.webhook('bind-invalid', path, bind, 'bind must be an IP address', 'write an IP address, or leave bind out');
}
