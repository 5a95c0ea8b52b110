import type { Construct } from 'constructs';
import type { IIstioMesh } from '../../mesh/istio-mesh';
import type { OutputFile } from '../../app/output-files';
import type { OutboundTrafficPolicyMode } from '../outbound-traffic-policy-mode';

/** What a lockdown of the whole mesh asks a target to write. */
export interface MeshPolicy {
  /** The lockdown; objects become its children. */
  readonly lockdown: Construct;
  readonly mesh: IIstioMesh;
  readonly mode: OutboundTrafficPolicyMode;
}

/** What a target wrote. */
export interface WrittenPolicy {
  /** The file, where it is no Kubernetes object. */
  file?(): OutputFile;
  /** What about this way of writing it weakens the policy, a sentence each. */
  readonly weaknesses: string[];
}

/** One place where mesh policy is stored. */
export interface Target {
  /** As it is written in a program, for messages. */
  readonly sentence: string;
  /** Writes the policy there. */
  write(policy: MeshPolicy): WrittenPolicy;
}
