import { isPositiveDuration } from '../syntax/durations';
import { isUnixAddress } from '../fields/unix-path';
import { isDns1123Label } from '../syntax/labels';

/** What a CEL rule of a CRD means. */
export interface CelRule {
  /** Second part of the code of its problem; the same as in the check of the kind where that has the rule as well. */
  readonly rule: string;
  /** Whether the rule holds for a value that has the type the schema gives it. */
  readonly holds: (self: any) => boolean;
  readonly message: string;
  readonly fix: string;
}

/**
 * The CEL rules of the kinds that are judged, by their text. scripts/compact-schemas.ts fails for a rule that is not here.
 */
export const CEL_RULES: Record<string, CelRule> = {
  'duration(self) >= duration(\'1ms\')': {
    rule: 'duration-invalid',
    holds: isPositiveDuration,
    message: 'a duration must be at least 1ms',
    fix: 'write a duration such as 5s or 250ms',
  },
  'self.all(key, !key.contains("*"))': {
    rule: 'selector-wildcard',
    holds: (labels) => Object.keys(labels).every((key) => !key.includes('*')),
    message: 'a wildcard is not supported in a workload selector',
    fix: 'write the label out as it stands on the workloads',
  },
  'self.all(key, key.size() != 0)': {
    rule: 'selector-key-empty',
    holds: (labels) => !('' in labels),
    message: 'a label key of a workload selector must not be empty',
    fix: 'name the label',
  },
  '!self.contains("*")': {
    rule: 'selector-wildcard',
    holds: (value: string) => !value.includes('*'),
    message: 'a wildcard is not supported in a workload selector',
    fix: 'write the label out as it stands on the workloads',
  },
  '(has(self.selector) ? 1 : 0) + (has(self.targetRef) ? 1 : 0) + (has(self.targetRefs) ? 1 : 0) <= 1': {
    rule: 'selector-or-target',
    holds: (spec) => ['selector', 'targetRef', 'targetRefs'].filter((field) => has(spec, field)).length <= 1,
    message: 'only one of selector, targetRef and targetRefs can be set',
    fix: 'keep one of them',
  },
  'self.size() == 0': {
    rule: 'target-namespace',
    holds: (namespace: string) => namespace === '',
    message: 'a target in another namespace is not supported',
    fix: 'remove namespace',
  },
  '((has(self.operation) ? self.operation : "") == "UPSERT") ? (self.value != "") : true': {
    rule: 'tag-value-missing',
    // A field that is not there is an error in CEL, and not an empty text.
    holds: ({ operation, value }) => operation !== 'UPSERT' || (value !== undefined && value !== ''),
    message: 'a tag that is set needs a value',
    fix: 'write an expression, such as request.host',
  },
  '((has(self.operation) ? self.operation : "") == "REMOVE") ? !has(self.value) : true': {
    rule: 'tag-value-removed',
    holds: (tag) => tag.operation !== 'REMOVE' || !has(tag, 'value'),
    message: 'a tag that is removed has no value',
    fix: 'remove value',
  },
  '(has(self.workloadSelector) ? 1 : 0) + (has(self.endpoints) ? 1 : 0) <= 1': {
    rule: 'selector-or-endpoints',
    holds: (spec) => !(has(spec, 'workloadSelector') && has(spec, 'endpoints')),
    message: 'only one of workloadSelector and endpoints can be set',
    fix: 'remove one of them',
  },
  '!((has(self.addresses) ? self.addresses : []).exists(k, k.contains("/")) && !((has(self.resolution) ? self.resolution : "NONE") in ["STATIC", "NONE"]))': {
    rule: 'cidr-needs-static-or-none',
    holds: ({ addresses = [], resolution = 'NONE' }) => resolution === 'STATIC' || resolution === 'NONE'
      || !addresses.some((address: string) => address.includes('/')),
    message: 'CIDR addresses are allowed only with resolution NONE or STATIC',
    fix: 'write single addresses, or use resolution NONE',
  },
  '((has(self.resolution) ? self.resolution : "NONE") == "NONE") ? !has(self.endpoints) : true': {
    rule: 'none-has-no-endpoints',
    holds: (spec) => (spec.resolution ?? 'NONE') !== 'NONE' || !has(spec, 'endpoints'),
    message: 'with resolution NONE there can be no endpoints',
    fix: 'remove endpoints, or use resolution STATIC or DNS',
  },
  '((has(self.resolution) ? self.resolution : "") == "DNS_ROUND_ROBIN") ? ((has(self.endpoints) ? self.endpoints : []).size() <= 1) : true': {
    rule: 'round-robin-one-endpoint',
    holds: ({ resolution, endpoints = [] }) => resolution !== 'DNS_ROUND_ROBIN' || endpoints.length <= 1,
    message: 'with resolution DNS_ROUND_ROBIN there can be at most one endpoint',
    fix: 'keep one endpoint, or use resolution DNS',
  },
  'has(self.address) || has(self.network)': {
    rule: 'endpoint-address-required',
    holds: (endpoint) => has(endpoint, 'address') || has(endpoint, 'network'),
    message: 'an endpoint needs an address, or a network whose gateway leads to it',
    fix: 'write the address of the endpoint',
  },
  '(has(self.address) ? self.address : "").startsWith("unix://") ? !has(self.ports) : true': {
    rule: 'endpoint-unix-ports',
    holds: (endpoint) => !isUnixAddress(endpoint.address) || !has(endpoint, 'ports'),
    message: 'an endpoint with a unix:// address has no ports',
    fix: 'remove ports',
  },
  'self.startsWith("unix://") ? (self.substring(7, 8) == "/" || self.substring(7, 8) == "@") : true': {
    rule: 'endpoint-unix-path',
    holds: (address: string) => !isUnixAddress(address) || /^unix:\/\/[/@]/.test(address),
    message: 'a unix:// address must be an absolute path, or "@" and the name of an abstract socket',
    fix: 'write unix:///path/to/socket',
  },
  'self.startsWith("unix://") ? !self.endsWith("/") : true': {
    rule: 'endpoint-unix-path',
    holds: (address: string) => !isUnixAddress(address) || !address.endsWith('/'),
    message: 'a unix:// address must not be a directory',
    fix: 'write unix:///path/to/socket',
  },
  'self.all(key, size(key) < 63 && key.matches("^[a-zA-Z0-9](?:[-a-zA-Z0-9]*[a-zA-Z0-9])?$"))': {
    rule: 'endpoint-port-name-invalid',
    holds: (ports) => Object.keys(ports).every((name) => name.length < 63 && isDns1123Label(name)),
    message: 'a port name must be a DNS label of at most 62 letters, digits and "-"',
    fix: 'write the name of a port',
  },
  '0 < self && self <= 65535': {
    rule: 'port-range',
    holds: (port: number) => port > 0 && port <= 65535,
    message: 'a port number must be in the range 1 to 65535',
    fix: 'write the number of the port',
  },
  'self != "*"': {
    rule: 'host-wildcard',
    holds: (host) => host !== '*',
    message: '"*" is not a host of a ServiceEntry',
    fix: 'name the hosts, or a wildcard domain such as *.example.com',
  },
  'self.all(l1, self.exists_one(l2, l1.number == l2.number))': {
    rule: 'port-number-duplicate',
    holds: (ports: { number: number }[]) => new Set(ports.map(({ number }) => number)).size === ports.length,
    message: 'every port number can be declared only once',
    fix: 'declare every port once',
  },
  '(has(self.tlsCertificates) ? 1 : 0) + (has(self.credentialNames) ? 1 : 0) <= 1': {
    rule: 'certificate-sources',
    holds: (tls) => !(has(tls, 'tlsCertificates') && has(tls, 'credentialNames')),
    message: 'only one of tlsCertificates and credentialNames can be set',
    fix: 'remove one of them',
  },
  '(has(self.credentialName) ? 1 : 0) + (has(self.credentialNames) ? 1 : 0) <= 1': {
    rule: 'certificate-sources',
    holds: (tls) => !(has(tls, 'credentialName') && has(tls, 'credentialNames')),
    message: 'only one of credentialName and credentialNames can be set',
    fix: 'remove one of them',
  },
  '(has(self.credentialNames) ? 1 : 0) + (has(self.tlsCertificates) ? 1 : 0) <= 1': {
    rule: 'certificate-sources',
    holds: (tls) => !(has(tls, 'credentialNames') && has(tls, 'tlsCertificates')),
    message: 'only one of credentialNames and tlsCertificates can be set',
    fix: 'remove one of them',
  },
};

/** CEL's has(). */
function has(object: Record<string, unknown>, field: string): boolean {
  return object[field] !== undefined;
}
