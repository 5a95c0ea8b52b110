import { type IstioFacts, STOCK_FACTS } from '../facts';
import { Findings } from '../findings';
import type { IstioProblem } from '../problem';
import { isAtLeast } from '../syntax/versions';

const POLICY = 'outboundTrafficPolicy';
/** The name protobuf gives the field; istiod reads it as well. */
const POLICY_SNAKE_CASE = 'outbound_traffic_policy';
const POLICY_FIELDS = ['mode', 'tls'];
const MODES = ['REGISTRY_ONLY', 'ALLOW_ANY'];
const DYNAMIC_DNS_MODE = 'ALLOW_ANY_DYNAMIC_DNS';
const TLS_MODES = ['DISABLE', 'SIMPLE', 'MUTUAL', 'ISTIO_MUTUAL'];
const TLS_TEXT_FIELDS = ['clientCertificate', 'privateKey', 'caCertificates', 'credentialName', 'sni', 'caCrl'];

/**
 * What istiod, and this library, say to the outbound part of a mesh config. No webhook sees a mesh config: what is filed
 * under WEBHOOK is what istiod cannot read, whereupon it keeps the mesh config it had, or does not start.
 *
 * @param meshConfig the mesh config as an object; paths start at its top
 *
 * @see https://istio.io/latest/docs/reference/config/istio.mesh.v1alpha1/#MeshConfig-OutboundTrafficPolicy
 */
export function checkMeshConfig(meshConfig: unknown, facts: IstioFacts = STOCK_FACTS): IstioProblem[] {
  const findings = new Findings('mesh-config');
  // An empty document is the default mesh config.
  if (meshConfig === undefined || meshConfig === null) return [];
  if (!isObject(meshConfig)) {
    findings.webhook('not-an-object', '', meshConfig, 'a mesh config must be an object', 'write the fields of the mesh config');
    return findings.problems;
  }
  adviseOnMisspelledPolicy(findings, meshConfig);
  const name = POLICY in meshConfig ? POLICY : POLICY_SNAKE_CASE;
  checkPolicy(findings, name, meshConfig[name], facts);
  return findings.problems;
}

/** istiod passes over a field it does not know, and the mesh stays as open as it was. */
function adviseOnMisspelledPolicy(findings: Findings, meshConfig: Record<string, unknown>): void {
  for (const field of Object.keys(meshConfig)) {
    if (field === POLICY || field === POLICY_SNAKE_CASE || field.replace(/[-_]/g, '').toLowerCase() !== POLICY.toLowerCase()) continue;
    findings.advice('field-unknown', field, meshConfig[field], `istiod does not know ${field} and ignores it`, `write ${POLICY}`);
  }
}

function checkPolicy(findings: Findings, path: string, policy: unknown, facts: IstioFacts): void {
  if (policy === undefined || policy === null) return;
  if (!isObject(policy)) {
    findings.webhook('outbound-policy-invalid', path, policy, `${POLICY} must be an object with a mode`, 'write mode REGISTRY_ONLY or ALLOW_ANY');
    return;
  }
  checkMode(findings, `${path}.mode`, policy.mode, facts);
  checkTls(findings, `${path}.tls`, policy.tls, policy.mode);
  for (const field of Object.keys(policy)) {
    if (POLICY_FIELDS.includes(field)) continue;
    findings.advice('field-unknown', `${path}.${field}`, policy[field],
      `istiod does not know ${field} in ${POLICY} and ignores it`, `write ${POLICY_FIELDS.join(' or ')}`);
  }
}

function checkMode(findings: Findings, path: string, mode: unknown, facts: IstioFacts): void {
  if (mode === undefined || mode === null) {
    findings.advice('mode-missing', path, mode,
      `${POLICY} without a mode means REGISTRY_ONLY, and is shown as {} when it is read back`, 'write mode REGISTRY_ONLY or ALLOW_ANY');
  } else if (isEnumNumber(mode)) {
    findings.advice('mode-number', path, mode, 'a mode that is a number says nothing to its reader', 'write mode REGISTRY_ONLY or ALLOW_ANY');
  } else if (mode === DYNAMIC_DNS_MODE && !isAtLeast(facts.version, '1.31')) {
    findings.webhook('mode-version', path, mode, `mode ${DYNAMIC_DNS_MODE} needs Istio 1.31, this mesh has ${facts.version}`,
      'write mode REGISTRY_ONLY or ALLOW_ANY');
  } else if (mode !== DYNAMIC_DNS_MODE && !MODES.includes(mode as string)) {
    findings.webhook('mode-invalid', path, mode, `mode must be one of ${[...MODES, DYNAMIC_DNS_MODE].join(', ')}`, 'write mode REGISTRY_ONLY or ALLOW_ANY');
  }
}

function checkTls(findings: Findings, path: string, tls: unknown, mode: unknown): void {
  if (tls === undefined || tls === null) return;
  if (!isObject(tls)) {
    findings.webhook('tls-invalid', path, tls, 'tls must be an object of client TLS settings', 'write a mode, for example SIMPLE');
    return;
  }
  if (tls.mode !== undefined && tls.mode !== null && !isEnumNumber(tls.mode) && !TLS_MODES.includes(tls.mode as string)) {
    findings.webhook('tls-mode-invalid', `${path}.mode`, tls.mode, `mode must be one of ${TLS_MODES.join(', ')}`, 'write one of them');
  }
  for (const field of TLS_TEXT_FIELDS) {
    if (tls[field] === undefined || tls[field] === null || typeof tls[field] === 'string') continue;
    findings.webhook('tls-field-invalid', `${path}.${field}`, tls[field], `${field} must be a string`, 'put the value in quotes');
  }
  if (!isNone(tls.insecureSkipVerify) && typeof tls.insecureSkipVerify !== 'boolean') {
    findings.webhook('tls-field-invalid', `${path}.insecureSkipVerify`, tls.insecureSkipVerify, 'insecureSkipVerify must be true or false', 'remove the quotes');
  }
  if (!isNone(tls.subjectAltNames) && !isListOfTexts(tls.subjectAltNames)) {
    findings.webhook('tls-field-invalid', `${path}.subjectAltNames`, tls.subjectAltNames, 'subjectAltNames must be a list of strings', 'write the names as a list');
  }
  if (mode !== DYNAMIC_DNS_MODE) {
    findings.adviceWarning('tls-unused', path, tls, `tls is only used with mode ${DYNAMIC_DNS_MODE}`, 'remove tls');
  }
}

/** protobuf takes any number of 32 bits for an enum, also one that has no name. */
function isEnumNumber(value: unknown): boolean {
  return Number.isInteger(value) && value === ((value as number) | 0);
}

function isNone(value: unknown): value is undefined | null {
  return value === undefined || value === null;
}

function isListOfTexts(value: unknown): boolean {
  return Array.isArray(value) && value.every((item) => item === null || typeof item === 'string');
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
