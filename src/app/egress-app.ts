import { mkdirSync, writeFileSync } from 'fs';
import { dirname } from 'path';
import { App, type AppProps } from 'cdk8s';
import { mustFit } from './options';
import { markAsFileWriter, type OutputFile, OutputFiles } from './output-files';
import { objectWith } from './shape';

/** What is in them is judged by cdk8s, whose newer versions may take more. */
const PROPS = objectWith({}, "{ outdir: 'manifests' }");

/**
 * A cdk8s App that also writes the files that are no manifests: Helm values, an IstioOperator file.
 *
 * They are written by `synth()`, after every manifest: when the app does not validate, or cannot be serialized, none is.
 * An app without such files needs nothing but cdk8s' own App.
 */
export class EgressApp extends App {
  /**
   * An app.
   *
   * @param props as for cdk8s' App
   * @throws when they are no object
   */
  constructor(props: AppProps = {}) {
    mustFit('EgressApp', PROPS, 'props', props);
    super(props);
    markAsFileWriter(this);
  }

  /** The files that `synth()` writes beside the manifests, with the content they have now. */
  public get files(): OutputFile[] {
    return OutputFiles.of(this).list();
  }

  /** Writes the manifests to the output folder, and then the other files to their own paths, over what was there. */
  public synth(): void {
    super.synth();
    for (const { path, content } of this.files) {
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(path, content);
    }
  }
}
