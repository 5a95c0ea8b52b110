import { runQuietly } from './shell';

/** Something is missing that a command cannot install. */
export class Missing extends Error {}

/** Installs what is not there; the keys are a command of each package that tells. */
export function installPackages(packages: Readonly<Record<string, string>>): void {
  const missing = Object.entries(packages).filter(([command]) => !isThere(command)).map(([, name]) => name);
  if (missing.length === 0) return;
  mustHaveApt(missing.join(', '));
  console.log(`apt-get install ${missing.join(' ')}`);
  apt('update');
  apt('install', '-y', '--no-install-recommends', ...missing);
}

/** For what is not a package that may be installed: a service would start. */
export function fetchPackage(name: string, folder: string): void {
  mustHaveApt(name);
  apt('update');
  mustSucceed('sh', '-c', `cd '${folder}' && apt-get download -qq ${name} && dpkg-deb -x ${name}_*.deb .`);
}

export function isThere(command: string): boolean {
  return succeeds('sh', '-c', `command -v ${command}`);
}

export function mustSucceed(command: string, ...args: string[]): void {
  const { ok, output } = runQuietly(command, args);
  if (!ok) throw new Missing(`${command} ${args.join(' ')} failed: ${output.trim().split('\n').pop()}`);
}

export function succeeds(command: string, ...args: string[]): boolean {
  try {
    return runQuietly(command, args).ok;
  } catch {
    return false;
  }
}

function mustHaveApt(packages: string): void {
  if (!isThere('apt-get')) throw new Missing(`it needs ${packages}, and there is no apt-get here to install it`);
}

function apt(...args: string[]): void {
  mustSucceed('env', 'DEBIAN_FRONTEND=noninteractive', 'apt-get', '-qq', ...args);
}
