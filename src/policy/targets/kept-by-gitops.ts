/**
 * What keeps GitOps tools from removing an object that belongs to whoever installed Istio: Argo CD, Helm and Flux prune what
 * their source no longer has, and would take the installation away with the policy.
 */
export const KEPT_BY_GITOPS = {
  'argocd.argoproj.io/sync-options': 'Prune=false,Delete=false',
  'helm.sh/resource-policy': 'keep',
  'kustomize.toolkit.fluxcd.io/prune': 'disabled',
};
