/**
 * Codes of ADVICE that no risk can accept: what they refuse never does what it says, and the fix costs nothing.
 */
export const NEVER_ACCEPTABLE_ADVICE: string[] = [
  'destination-rule/external-name', 'manifest/duplicate', 'mesh-config/field-unknown', 'mesh-config/mode-missing', 'mesh-config/mode-number',
  'service-entry/wildcard-tcp', 'sidecar/mode-missing', 'sidecar/namespace-default-duplicate',
  'telemetry/filter-without-provider',
];
