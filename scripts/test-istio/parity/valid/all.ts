import type * as fc from 'fast-check';
import { destinationRuleSpec } from './destination-rule';
import { gatewaySpec } from './gateway';
import { serviceEntrySpec } from './service-entry';
import { sidecarSpec } from './sidecar';
import { telemetrySpec } from './telemetry';
import { virtualServiceSpec } from './virtual-service';
import { workloadEntrySpec } from './workload-entry';

/** Specs that Istio accepts nearly always, by kind. */
export const VALID_SPECS: Readonly<Record<string, fc.Arbitrary<any>>> = {
  ServiceEntry: serviceEntrySpec,
  WorkloadEntry: workloadEntrySpec,
  Sidecar: sidecarSpec,
  DestinationRule: destinationRuleSpec,
  VirtualService: virtualServiceSpec,
  Gateway: gatewaySpec,
  Telemetry: telemetrySpec,
};
