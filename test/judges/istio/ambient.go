package oracle

import (
	"encoding/json"
	"fmt"
	"net/netip"
	"sort"
	"testing"

	listener "github.com/envoyproxy/go-control-plane/envoy/config/listener/v3"
	hcm "github.com/envoyproxy/go-control-plane/envoy/extensions/filters/network/http_connection_manager/v3"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"

	"istio.io/api/label"
	networking "istio.io/api/networking/v1alpha3"
	"istio.io/istio/pilot/pkg/features"
	"istio.io/istio/pilot/pkg/model"
	"istio.io/istio/pilot/test/xds"
	"istio.io/istio/pilot/test/xdstest"
	"istio.io/istio/pkg/config"
	"istio.io/istio/pkg/config/constants"
	"istio.io/istio/pkg/config/schema/gvk"
	"istio.io/istio/pkg/test"
	"istio.io/istio/pkg/workloadapi"
)

// binding is what istiod tells ztunnel, and the status of a ServiceEntry, of one host.
type binding struct {
	Namespace string `json:"namespace"`
	Host      string `json:"host"`
	// Bound is "True" or "False", the condition istio.io/WaypointBound; "" where there is none.
	Bound   string `json:"bound,omitempty"`
	Reason  string `json:"reason,omitempty"`
	Message string `json:"message,omitempty"`
	// Waypoint is "namespace/name".
	Waypoint string `json:"waypoint,omitempty"`
	// Addresses are those by which ztunnel knows a call to the host.
	Addresses []string `json:"addresses,omitempty"`
}

// passage is what one waypoint does with the calls to one port of a host.
type passage struct {
	Waypoint string `json:"waypoint"`
	// Chain is the filter chain that takes the calls.
	Chain string `json:"chain"`
	// Timeout is that of HTTP requests in seconds, where there is one.
	Timeout  float64       `json:"timeout,omitempty"`
	Clusters []destination `json:"clusters"`
}

func ambient(t *testing.T, body json.RawMessage) (any, error) {
	var in struct {
		Documents   []document
		MeshConfig  []string
		WildcardTLS bool
	}
	if err := json.Unmarshal(body, &in); err != nil {
		return nil, err
	}
	test.SetForTest(t, &features.EnableAmbient, true)
	test.SetForTest(t, &features.EnableWildcardHostServiceEntriesForTLS, in.WildcardTLS)
	w, err := newWorld(t, in.Documents, in.MeshConfig)
	if err != nil {
		return nil, err
	}

	result := struct {
		Services []binding `json:"services"`
		Passages []passage `json:"passages"`
	}{[]binding{}, []passage{}}
	for _, c := range w.configs {
		if c.GroupVersionKind == gvk.ServiceEntry {
			result.Services = append(result.Services, bindingsOf(w.server, c)...)
		}
	}
	waypoints, err := waypointsIn(w.kubernetes)
	if err != nil {
		return nil, err
	}
	for _, one := range waypoints {
		result.Passages = append(result.Passages, one.passages(t, w.server)...)
	}
	return result, nil
}

func bindingsOf(server *xds.FakeDiscoveryServer, entry config.Config) []binding {
	found := []binding{}
	for _, host := range entry.Spec.(*networking.ServiceEntry).Hosts {
		b := binding{Namespace: entry.Namespace, Host: host}
		if info := server.AmbientIndex.ServiceInfo(entry.Namespace + "/" + host); info != nil {
			b.Waypoint = info.Waypoint.ResourceName
			for _, address := range info.Service.Addresses {
				b.Addresses = append(b.Addresses, addressIn(address))
			}
			if condition := info.GetConditions(nil)[model.WaypointBound]; condition != nil {
				b.Bound, b.Reason, b.Message = "False", condition.Reason, condition.Message
				if condition.Status {
					b.Bound = "True"
				}
			}
		}
		found = append(found, b)
	}
	return found
}

func addressIn(a *workloadapi.NetworkAddress) string {
	address, _ := netip.AddrFromSlice(a.Address)
	if a.Length != nil && int(*a.Length) < address.BitLen() {
		return fmt.Sprintf("%s/%d", address, *a.Length)
	}
	return address.String()
}

// waypoint is a pod that runs the proxy of a Gateway of that class.
type waypoint struct {
	namespace, name, ip string
	labels              map[string]string
}

func waypointsIn(documents []document) ([]waypoint, error) {
	var found []waypoint
	for _, d := range documents {
		object, err := parse(d)
		if err != nil {
			return nil, err
		}
		name, labels := object.GetLabels()[label.IoK8sNetworkingGatewayGatewayName.Name], object.GetLabels()
		if object.GetKind() != "Pod" || labels[label.GatewayManaged.Name] != constants.ManagedGatewayMeshControllerLabel {
			continue
		}
		ip, _, _ := unstructured.NestedString(object.Object, "status", "podIP")
		found = append(found, waypoint{object.GetNamespace(), name, ip, labels})
	}
	return found, nil
}

// passages reads the configuration that istiod computes for the waypoint.
func (w waypoint) passages(t *testing.T, server *xds.FakeDiscoveryServer) []passage {
	proxy := server.SetupProxy(&model.Proxy{
		Type:            model.Waypoint,
		ID:              w.name + "." + w.namespace,
		ConfigNamespace: w.namespace,
		IPAddresses:     []string{w.ip},
		Labels:          w.labels,
		Metadata:        &model.NodeMetadata{IstioVersion: istioVersion, Namespace: w.namespace, Labels: w.labels, ClusterID: "Kubernetes"},
	})
	clusters := newDestinations(t, server, proxy)
	found := []passage{}
	for _, chain := range mainChains(server.Listeners(proxy)) {
		p := passage{Waypoint: w.namespace + "/" + w.name, Chain: chain.Name}
		if http := httpManager(chain); http != nil {
			for _, host := range http.GetRouteConfig().GetVirtualHosts() {
				for _, r := range host.Routes {
					names, _ := targetsOf(r)
					for _, n := range names {
						p.Clusters = append(p.Clusters, clusters.find(n))
					}
					p.Timeout = r.GetRoute().GetTimeout().AsDuration().Seconds()
				}
			}
		} else if tcp := xdstest.ExtractTCPProxy(t, chain); tcp != nil {
			p.Clusters = append(p.Clusters, clusters.find(weighted{Name: tcp.GetCluster()}))
		}
		found = append(found, p)
	}
	sort.SliceStable(found, func(i, j int) bool { return found[i].Chain < found[j].Chain })
	return found
}

// mainChains are the filter chains for services; those for workloads that are addressed themselves are none of ours.
func mainChains(listeners []*listener.Listener) []*listener.FilterChain {
	var chains []*listener.FilterChain
	main := xdstest.ExtractListener("main_internal", listeners)
	for _, chain := range main.GetFilterChains() {
		if chain.Name != "direct-tcp" && chain.Name != "direct-http" {
			chains = append(chains, chain)
		}
	}
	return chains
}

func httpManager(chain *listener.FilterChain) *hcm.HttpConnectionManager {
	for _, filter := range chain.Filters {
		manager := &hcm.HttpConnectionManager{}
		if filter.GetTypedConfig().MessageIs(manager) && filter.GetTypedConfig().UnmarshalTo(manager) == nil {
			return manager
		}
	}
	return nil
}
