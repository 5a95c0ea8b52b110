import { request } from 'http';
import { stringify } from 'yaml';

export type KubernetesObject = Record<string, any>;

/** The Kubernetes API, over the socket of `kubectl proxy`: for what a kubelet and the controllers do, and for looking. */
export class Api {
  constructor(private readonly socket: string) {}

  public async get<T = KubernetesObject>(path: string): Promise<T> {
    return this.send('GET', path);
  }

  public async find(path: string): Promise<KubernetesObject | undefined> {
    const { status, body } = await this.exchange('GET', path);
    return status === 404 ? undefined : this.checked('GET', path, status, body);
  }

  public async list(path: string): Promise<KubernetesObject[]> {
    return (await this.get(path)).items;
  }

  public async post(path: string, object: KubernetesObject): Promise<KubernetesObject> {
    return this.send('POST', path, object);
  }

  public async delete(path: string): Promise<void> {
    await this.exchange('DELETE', path, { gracePeriodSeconds: 0 });
  }

  /** Server-side apply. */
  public async apply(path: string, object: KubernetesObject): Promise<KubernetesObject> {
    return this.send('PATCH', `${path}?fieldManager=judge&force=true`, object);
  }

  private async send(method: string, path: string, object?: KubernetesObject) {
    const { status, body } = await this.exchange(method, path, object);
    return this.checked(method, path, status, body);
  }

  private checked(method: string, path: string, status: number, body: string) {
    if (status < 200 || status > 299) throw new Error(`${method} ${path}: ${status} ${body}`);
    return JSON.parse(body);
  }

  private exchange(method: string, path: string, object?: KubernetesObject): Promise<{ status: number; body: string }> {
    const patching = method === 'PATCH';
    const text = object && (patching ? stringify(object) : JSON.stringify(object));
    const headers = {
      'content-type': patching ? 'application/apply-patch+yaml' : 'application/json',
      // Node sends the body of a DELETE without saying where it ends.
      'content-length': Buffer.byteLength(text ?? ''),
    };
    return new Promise((resolve, reject) => {
      const call = request({ socketPath: this.socket, method, path, headers }, (response) => {
        let body = '';
        response.on('data', (data) => (body += data)).on('end', () => resolve({ status: response.statusCode ?? 0, body }));
      });
      call.on('error', reject);
      call.end(text);
    });
  }
}
