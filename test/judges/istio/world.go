package oracle

import (
	"encoding/json"
	"strings"
	"testing"
	"time"

	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/apimachinery/pkg/runtime/schema"
	"sigs.k8s.io/gateway-api/pkg/consts"

	"istio.io/istio/pilot/pkg/config/kube/crd"
	"istio.io/istio/pilot/pkg/model"
	"istio.io/istio/pilot/test/xds"
	"istio.io/istio/pkg/config"
	"istio.io/istio/pkg/config/constants"
	"istio.io/istio/pkg/config/schema/gvk"
	"istio.io/istio/pkg/config/schema/gvr"
	"istio.io/istio/pkg/kube/kclient/clienttest"
	"istio.io/istio/pkg/test/util/retry"
)

const gatewayAPI = "gateway.networking.k8s.io/"

// versionedCRDs are those of the Gateway API that istiod reads from a certain version on; a CRD that does not say its version it ignores.
var versionedCRDs = []schema.GroupVersionResource{gvr.TLSRoute, gvr.TCPRoute, gvr.BackendTLSPolicy}

// world is an istiod that has read all documents of a cluster.
type world struct {
	server  *xds.FakeDiscoveryServer
	configs []config.Config
	// kubernetes are the documents that the API server has.
	kubernetes []document
}

func newWorld(t *testing.T, documents []document, meshConfig []string) (*world, error) {
	mesh, err := meshConfigOf(meshConfig)
	if err != nil {
		return nil, err
	}
	istio, kubernetes, err := sorted(documents)
	if err != nil {
		return nil, err
	}
	configs := istioConfigs(t, joined(istio))
	// What ztunnel is told, and the routes of the Gateway API, are made of ServiceEntries that come from the API server.
	for _, c := range configs {
		if c.GroupVersionKind != gvk.ServiceEntry {
			continue
		}
		stored, err := storedDocument(c)
		if err != nil {
			return nil, err
		}
		kubernetes = append(kubernetes, stored)
	}
	server := xds.NewFakeDiscoveryServer(t, xds.FakeOptions{
		Configs:                configs,
		KubernetesObjectString: joined(kubernetes),
		MeshConfig:             mesh,
	})
	w := &world{server, configs, kubernetes}
	return w, w.settle(t)
}

// settle waits until istiod has made objects of its own out of those of the Gateway API, which it does after its first push.
func (w *world) settle(t *testing.T) error {
	listeners, routes, rules, isAsked := 0, 0, 0, false
	for _, d := range w.kubernetes {
		object, err := parse(d)
		if err != nil {
			return err
		}
		if !strings.HasPrefix(object.GetAPIVersion(), gatewayAPI) {
			continue
		}
		isAsked = true
		if object.GetKind() == "BackendTLSPolicy" {
			// Several for one host are one rule.
			rules = 1
		}
		if class, _, _ := unstructured.NestedString(object.Object, "spec", "gatewayClassName"); class == "istio" {
			all, _, _ := unstructured.NestedSlice(object.Object, "spec", "listeners")
			listeners += len(all)
		}
		if kind := object.GetKind(); kind == "TLSRoute" || kind == "TCPRoute" {
			routes++
		}
	}
	if !isAsked {
		return nil
	}
	for _, resource := range versionedCRDs {
		clienttest.MakeCRDWithAnnotations(t, w.server.KubeClient(), resource, map[string]string{consts.BundleVersionAnnotation: consts.BundleVersion})
	}
	last, unchanged := 0, 0
	retry.UntilOrFail(t, func() bool {
		w.push(t)
		count := func(kind config.GroupVersionKind) int { return len(w.server.Env().List(kind, "")) }
		gateways, virtualServices, ofPolicies := count(gvk.Gateway), count(gvk.VirtualService), 0
		for _, rule := range w.server.Env().List(gvk.DestinationRule, "") {
			if rule.Annotations[constants.InternalParentNames] != "" {
				ofPolicies++
			}
		}
		made := gateways + virtualServices + ofPolicies
		if made != last || gateways < listeners || virtualServices < routes || ofPolicies < rules {
			last, unchanged = made, 0
			return false
		}
		unchanged++
		return unchanged > 3
	}, retry.Delay(20*time.Millisecond), retry.Timeout(20*time.Second))
	return nil
}

// push makes istiod compute everything anew, and waits for it.
func (w *world) push(t *testing.T) {
	w.server.Discovery.ConfigUpdate(&model.PushRequest{Forced: true})
	updates := w.server.Discovery.InboundUpdates.Load()
	retry.UntilOrFail(t, func() bool { return w.server.Discovery.CommittedUpdates.Load() >= updates }, retry.Delay(time.Millisecond))
}

func storedDocument(c config.Config) (document, error) {
	object, err := crd.ConvertConfig(c)
	if err != nil {
		return nil, err
	}
	return json.Marshal(object)
}
