import { build } from './app';

build(process.env.CDK8S_OUTDIR ?? 'dist').forEach((app) => app.synth());
