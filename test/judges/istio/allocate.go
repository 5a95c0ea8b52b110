package oracle

import (
	"slices"
	"time"

	apinetworking "istio.io/api/networking/v1alpha3"
	networkingv1 "istio.io/client-go/pkg/apis/networking/v1"
	"istio.io/istio/pilot/pkg/config/kube/crd"
	"istio.io/istio/pilot/pkg/controllers/ipallocate"
	"istio.io/istio/pilot/pkg/networking/serviceentry"
	"istio.io/istio/pkg/config"
	"istio.io/istio/pkg/config/host"
	"istio.io/istio/pkg/config/schema/gvk"
	"istio.io/istio/pkg/config/schema/gvr"
	"istio.io/istio/pkg/kube"
	"istio.io/istio/pkg/kube/kclient/clienttest"
	"istio.io/istio/pkg/test"
	"istio.io/istio/pkg/test/util/retry"
)

const clusterDomain = "cluster.local"

// istioConfigs reads Istio's objects, and lets istiod's own controller give addresses to the ServiceEntries that are to have some.
func istioConfigs(t test.Failer, text string) []config.Config {
	configs, _, err := crd.ParseInputs(text)
	if err != nil {
		t.Fatalf("Istio does not read the documents: %v", err)
	}
	now := time.Now()
	for i := range configs {
		configs[i].CreationTimestamp = now
		// Short names, such as the hosts of a VirtualService, are those of Services only in a cluster with a domain.
		configs[i].Domain = clusterDomain
	}
	return withAddresses(t, configs)
}

func withAddresses(t test.Failer, configs []config.Config) []config.Config {
	client := kube.NewFakeClient()
	clienttest.MakeCRD(t, client, gvr.ServiceEntry)
	entries := clienttest.NewDirectClient[*networkingv1.ServiceEntry, networkingv1.ServiceEntry, *networkingv1.ServiceEntryList](t, client)
	stop := test.NewStop(t)
	allocator := ipallocate.NewIPAllocator(stop, client)
	for _, c := range configs {
		if c.GroupVersionKind == gvk.ServiceEntry {
			entry := &networkingv1.ServiceEntry{ObjectMeta: c.ToObjectMeta()}
			c.Spec.(*apinetworking.ServiceEntry).DeepCopyInto(&entry.Spec)
			entries.Create(entry)
		}
	}
	go allocator.Run(stop)
	client.RunAndWait(stop)
	retry.UntilOrFail(t, allocator.HasSynced, retry.Delay(time.Millisecond))

	for i, c := range configs {
		if !serviceentry.ShouldV2AutoAllocateIPFromConfig(c) || !hasHostToAllocateFor(c) {
			continue
		}
		retry.UntilOrFail(t, func() bool {
			entry := entries.Get(c.Name, c.Namespace)
			configs[i].Status = &entry.Status
			return len(entry.Status.Addresses) > 0
		}, retry.Delay(time.Millisecond))
	}
	return configs
}

// hasHostToAllocateFor says whether an entry has a host that the allocator gives an address to; wildcards get none unless each call is
// resolved.
func hasHostToAllocateFor(c config.Config) bool {
	entry := c.Spec.(*apinetworking.ServiceEntry)
	return entry.Resolution == apinetworking.ServiceEntry_DYNAMIC_DNS ||
		slices.ContainsFunc(entry.Hosts, func(h string) bool { return !host.Name(h).IsWildCarded() })
}
