/**
 * What a code block of the docs may use without an import line: see scripts/test/snippets.ts.
 * Only names that a page can take for granted belong here; what a page is about, its blocks declare themselves.
 */
import { type App, type Chart } from 'cdk8s';
import { type DemoApp, type ExternalService } from 'cdk8s-istio-egress';
import type * as plus from 'cdk8s-plus-27';

export * from 'cdk8s-istio-egress';
export { ApiObject, App, Chart, Duration, JsonPatch, Testing, Yaml } from 'cdk8s';
export { Construct } from 'constructs';
export * as kplus from 'cdk8s-plus-27';

export declare const app: App;
export declare const chart: Chart;

/** The post's demo application. */
export declare const demo: DemoApp;

/** External services that other pages declare. */
export declare const httpbin: ExternalService;
export declare const stripe: ExternalService;

/** Workloads of the reader's own. */
export declare const payments: plus.Deployment;
export declare const etl: plus.Deployment;
