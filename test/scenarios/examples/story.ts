import { type App } from 'cdk8s';
import { type ExpectedMessage, type World } from '../scenario';

/** An example, and what its steps do to calls: each is applied on top of the ones before it. */
export interface Story {
  /** The folder below examples/. */
  readonly example: string;
  readonly build: (outdir: string) => App[];
  readonly steps: readonly StoryStep[];
}

/** One App of an example. */
export interface StoryStep {
  /** The folder it is written to; empty where an example has one step. */
  readonly name: string;
  readonly worlds: readonly World[];
  readonly messages?: readonly ExpectedMessage[];
}
