import { ApiObject, type Duration, JsonPatch, Size } from 'cdk8s';
import type * as kplus from 'cdk8s-plus-27';
import type { Construct } from 'constructs';
import { cdk8sPlus } from './cdk8s-plus';

/** What a Deployment of the demo application has of its own. */
export interface DemoDeploymentProps {
  readonly name: string;
  readonly namespace: string;
  /** Labels of the Deployment and of its pods, and its selector. */
  readonly labels: Record<string, string>;
  readonly replicas: number;
  /** Whether a new pod has to be ready before an old one goes; otherwise Kubernetes' default strategy is left alone. */
  readonly newPodFirst?: boolean;
  /** Kubernetes' default is left alone when it is undefined. */
  readonly terminationGracePeriod?: Duration;
  readonly container: kplus.ContainerProps;
}

/** `nobody`, as a number: the kubelet cannot tell whether a user that is a name is root. */
const NOBODY = 65534;

const POD = '/spec/template/spec';
const SECURITY = `${POD}/containers/0/securityContext`;

/**
 * What cdk8s-plus always writes: Kubernetes' defaults, and settings of the whole pod. The latter would also reach the
 * containers that Istio injects, which have a user and perhaps a token of their own. Patches are applied while fields still
 * have cdk8s-plus' spelling (`Fqdn`).
 */
const UNWANTED = [
  '/spec/minReadySeconds',
  '/spec/progressDeadlineSeconds',
  `${POD}/automountServiceAccountToken`,
  `${POD}/dnsPolicy`,
  `${POD}/hostNetwork`,
  `${POD}/restartPolicy`,
  `${POD}/securityContext`,
  `${POD}/setHostnameAsFqdn`,
  `${SECURITY}/privileged`,
];

/**
 * A Deployment with the resources of the demo application and one container that meets the restricted Pod Security Standard.
 *
 * @see https://kubernetes.io/docs/concepts/security/pod-security-standards/#restricted
 */
export function demoDeployment(scope: Construct, props: DemoDeploymentProps): kplus.Deployment {
  const { Cpu, Deployment, DeploymentStrategy, LabelSelector, PercentOrAbsolute } = cdk8sPlus();
  const deployment = new Deployment(scope, 'Deployment', {
    metadata: { name: props.name, namespace: props.namespace, labels: props.labels },
    podMetadata: { labels: props.labels },
    select: false,
    replicas: props.replicas,
    strategy: DeploymentStrategy.rollingUpdate({ maxSurge: PercentOrAbsolute.absolute(1), maxUnavailable: PercentOrAbsolute.absolute(0) }),
    terminationGracePeriod: props.terminationGracePeriod,
    containers: [{
      ...props.container,
      resources: {
        cpu: { request: Cpu.millis(250), limit: Cpu.millis(1500) },
        memory: { request: Size.mebibytes(64), limit: Size.mebibytes(256) },
      },
      securityContext: { user: NOBODY, group: NOBODY },
    }],
  });
  deployment.select(LabelSelector.of({ labels: props.labels }));
  knowByOwnLabels(deployment);

  const unwanted = [...UNWANTED];
  if (!props.newPodFirst) unwanted.push('/spec/strategy');
  if (!props.terminationGracePeriod) unwanted.push(`${POD}/terminationGracePeriodSeconds`);
  ApiObject.of(deployment).addJsonPatch(
    ...unwanted.map((path) => JsonPatch.remove(path)),
    JsonPatch.add(`${SECURITY}/capabilities`, { drop: ['ALL'] }),
    JsonPatch.add(`${SECURITY}/seccompProfile`, { type: 'RuntimeDefault' }),
  );
  return deployment;
}

/**
 * cdk8s-plus labels pods with a hash of their path, and its NetworkPolicies and Services select that label. These pods are
 * known by the labels people see; with the hash gone from the pods, those policies would select nobody.
 */
function knowByOwnLabels(deployment: kplus.Deployment): void {
  const { LabelSelector, Pod } = cdk8sPlus();
  deployment.podMetadata.addLabel(Pod.ADDRESS_LABEL, undefined as unknown as string);
  deployment.toPodSelectorConfig = () => ({
    labelSelector: LabelSelector.of({ labels: deployment.matchLabels }),
    namespaces: { names: [deployment.metadata.namespace!] },
  });
}

/** The Service of a part of the demo application: every server of its image, on the pods of all versions. */
export function demoService(scope: Construct, namespace: string, name: string): kplus.Service {
  const { Service } = cdk8sPlus();
  const service = new Service(scope, 'Service', {
    metadata: { name, namespace, labels: { app: name, service: name } },
    ports: [
      { name: 'http', port: 8080 },
      { name: 'grpc', port: 8082 },
      { name: 'tcp', port: 8083 },
    ],
  });
  service.selectLabel('app', name);
  ApiObject.of(service).addJsonPatch(JsonPatch.remove('/spec/externalIPs'));
  return service;
}

/** Sets an environment variable of the one container of a Deployment. */
export function setEnv(deployment: kplus.Deployment, name: string, value: string): void {
  deployment.containers[0].env.addVariable(name, cdk8sPlus().EnvValue.fromValue(value));
}
