import { type IstioFacts, STOCK_FACTS } from './facts';
import { mustBeVersion } from './syntax/versions';

/** What may be said of a mesh, and of what type it is. */
const TYPES: Record<keyof IstioFacts, string> = { version: 'string', ipAutoAllocate: 'boolean', dnsCapture: 'boolean' };

const WANTED: Record<string, string> = { string: "a string; write '1.31'", boolean: 'true or false; write true' };

/**
 * The facts of the mesh that manifests are judged for.
 *
 * @param reader who was told them, as it is written: `validateManifests`
 * @param props what was said; a misspelt fact would silently be the stock one
 * @throws when something else was said, a fact is of another type, or `version` is not a version
 */
export function factsFrom(reader: string, props: Partial<IstioFacts>): IstioFacts {
  const names = Object.keys(TYPES) as (keyof IstioFacts)[];
  if (Object.prototype.toString.call(props) !== '[object Object]') {
    throw new Error(`${reader}: props ${JSON.stringify(props)} is not an object; write one, such as { version: '1.31' }`);
  }
  for (const name of Object.keys(props)) {
    if (!Object.hasOwn(TYPES, name)) throw new Error(`${reader}: props has no '${name}'; it has ${names.join(', ')}`);
  }
  for (const name of names) {
    const value = props[name];
    if (value === undefined || typeof value === TYPES[name]) continue;
    throw new Error(`${reader}: ${name} ${JSON.stringify(value)} is not ${WANTED[TYPES[name]]}`);
  }
  if (props.version !== undefined) mustBeVersion(props.version);
  return {
    version: props.version ?? STOCK_FACTS.version,
    ipAutoAllocate: props.ipAutoAllocate ?? STOCK_FACTS.ipAutoAllocate,
    dnsCapture: props.dnsCapture ?? STOCK_FACTS.dnsCapture,
  };
}
