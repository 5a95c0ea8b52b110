import { quote } from './refusal';

/**
 * What a value must be. The compiler sees to it in a TypeScript program; in a JavaScript program nobody has.
 */
export interface Shape {
  /** Whether a value is that. Asked of everything, and so without making texts. */
  fits(value: any): boolean;

  /**
   * Why a value is not that, for the user.
   *
   * @param field the field the value stands in
   */
  misfits(field: string, value: any): string[];
}

/** A shape without parts. */
export function plain(what: string, example: string, fits: (value: any) => boolean): Shape {
  return { fits, misfits: (field, value) => [`${field} ${quote(value)} is not ${what}; write one, such as ${example}`] };
}

/** A string. */
export function text(example: string, longest = Infinity): Shape {
  const what = longest === Infinity ? 'a string' : `a string of at most ${longest} characters`;
  return plain(what, example, (value) => typeof value === 'string' && value.length <= longest);
}

/** A whole number in a range. */
export function wholeNumber(least: number, most: number, example: string): Shape {
  return plain(`a whole number from ${least} to ${most}`, example, (value) => Number.isInteger(value) && value >= least && value <= most);
}

/** A port number. */
export const PORT = wholeNumber(1, 65535, '443');

/** true or false. */
export const FLAG = plain('true or false', 'true', (value) => typeof value === 'boolean');

/** A member of an enum. */
export function memberOf(members: Record<string, string>, example: string): Shape {
  const values = Object.values(members);
  return plain(`one of ${values.join(', ')}`, example, (value) => values.includes(value));
}

/** A value, or nothing. */
export function optional(shape: Shape): Shape {
  return { fits: (value) => value === undefined || shape.fits(value), misfits: shape.misfits };
}

/** A shape that is made when a value is looked at: who has none need not wait for what it is made of. */
export function whenNeeded(make: () => Shape): Shape {
  let made: Shape | undefined;
  const shape = () => made ??= make();
  return { fits: (value) => shape().fits(value), misfits: (field, value) => shape().misfits(field, value) };
}

/** A list. */
export function listOf(item: Shape, example: string): Shape {
  const list = plain('a list', `[${example}]`, Array.isArray);
  return {
    fits: (value) => {
      if (!list.fits(value)) return false;
      // Counted, because every() steps over the holes of a list.
      for (let index = 0; index < value.length; index++) {
        if (!item.fits(value[index])) return false;
      }
      return true;
    },
    misfits: (field, value) => list.fits(value)
      ? Array.from<any>(value).flatMap((entry, index) => misfitsOf(item, `${field}[${index}]`, entry))
      : list.misfits(field, value),
  };
}

/** Values by names that the user chooses, as far as they are free to. */
export function recordOf(entry: Shape, example: string, key: Shape = ANYTHING): Shape {
  const record = plain('an object', example, isDictionary);
  return {
    fits: (value) => record.fits(value) && Object.keys(value).every((name) => key.fits(name) && entry.fits(value[name])),
    misfits: (field, value) => record.fits(value)
      ? Object.keys(value).flatMap((name) => [
        ...misfitsOf(key, `${field}: key`, name),
        ...misfitsOf(entry, `${field}[${quote(name)}]`, value[name]),
      ])
      : record.misfits(field, value),
  };
}

const ANYTHING = plain('anything', '1', () => true);

/** An object with certain fields and no others: a misspelt prop would silently mean nothing. What is undefined is not there. */
export function objectOf(fields: Record<string, Shape>, example: string): Shape {
  const known = objectWith(fields, example);
  const required = Object.keys(fields).filter((key) => !fields[key].fits(undefined));
  const isKnown = (key: string) => Object.hasOwn(fields, key);
  const unknownKeys = (value: any) => Object.keys(value).filter((key) => !isKnown(key) && value[key] !== undefined);
  return {
    fits: (value) => {
      if (!isLiteral(value)) return known.fits(value) && unknownKeys(value).length === 0;
      // What a literal does not have is not looked for: most have few of many fields.
      for (const key in value) {
        if (isKnown(key) ? !fields[key].fits(value[key]) : value[key] !== undefined) return false;
      }
      for (const key of required) {
        if (!(key in value)) return false;
      }
      return true;
    },
    misfits: (field, value) => [
      ...known.misfits(field, value),
      ...isRecord(value) ? unknownKeys(value).map((key) => `${field} has no ${quote(key)}; it has ${Object.keys(fields).join(', ')}`) : [],
    ],
  };
}

/** An object with certain fields, among others. */
export function objectWith(fields: Record<string, Shape>, example: string): Shape {
  return withFields(plain('an object', example, isDictionary), fields, (value) => value);
}

/**
 * An instance of a class. Another copy of this library has a class of its own, with the same name.
 *
 * @param read where the fields are found
 */
export function instanceOf(
  type: { readonly name: string },
  example: string,
  fields: Record<string, Shape> = {},
  read: (instance: any) => any = (instance) => instance,
): Shape {
  const article = /^[AEIOU]/.test(type.name) ? 'an' : 'a';
  const instance = plain(`${article} ${type.name}`, example, (value) => value?.constructor === type || value?.constructor?.name === type.name);
  return withFields(instance, fields, read);
}

/** What is passed to a constructor or method; its fields need no name before theirs. */
const WHOLES = ['props', 'attributes'];

function withFields(whole: Shape, fields: Record<string, Shape>, read: (value: any) => any): Shape {
  const entries = Object.entries(fields).map(([name, shape]) => ({ name, shape }));
  return {
    fits: (value) => {
      if (!whole.fits(value)) return false;
      const parts = read(value);
      for (const { name, shape } of entries) {
        if (!shape.fits(parts[name])) return false;
      }
      return true;
    },
    misfits: (field, value) => {
      if (!whole.fits(value)) return whole.misfits(field, value);
      const prefix = WHOLES.includes(field) ? '' : `${field}.`;
      const parts = read(value);
      return entries.flatMap(({ name, shape }) => misfitsOf(shape, prefix + name, parts[name]));
    },
  };
}

/** Why a value does not have a shape, if so. */
export function misfitsOf(shape: Shape, field: string, value: unknown): string[] {
  return shape.fits(value) ? [] : shape.misfits(field, value);
}

/** Whether all fields of a value stand in it, and none in its class. */
function isLiteral(value: any): boolean {
  return isRecord(value) && Object.getPrototypeOf(value) === Object.prototype;
}

/** Whether what an object holds are its fields: a Map and a Date have others, which nobody would find. */
function isDictionary(value: unknown): boolean {
  return Object.prototype.toString.call(value) === '[object Object]';
}

/** Whether something is an object with fields, and no list. */
export function isRecord(value: unknown): boolean {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
