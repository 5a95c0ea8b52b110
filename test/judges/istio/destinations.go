package oracle

import (
	"fmt"
	"sort"
	"testing"

	cluster "github.com/envoyproxy/go-control-plane/envoy/config/cluster/v3"
	core "github.com/envoyproxy/go-control-plane/envoy/config/core/v3"
	endpoint "github.com/envoyproxy/go-control-plane/envoy/config/endpoint/v3"

	"istio.io/istio/pilot/pkg/model"
	"istio.io/istio/pilot/test/xds"
)

// destination is a cluster that a call may go to.
type destination struct {
	Name   string `json:"name"`
	Weight uint32 `json:"weight,omitempty"`
	// Exists says whether the proxy has this cluster; the simulation never looks.
	Exists bool `json:"exists"`
	// Type says how Envoy finds its endpoints: EDS, STRICT_DNS, ORIGINAL_DST...
	Type string `json:"type,omitempty"`
	// Endpoints are addresses with ports, where they do not follow from the call.
	Endpoints []string `json:"endpoints,omitempty"`
	// TLS is what the proxy starts on the way there.
	TLS *upstreamTLS `json:"tls,omitempty"`
}

// destinations are the clusters of one proxy.
type destinations map[string]destination

func newDestinations(t *testing.T, server *xds.FakeDiscoveryServer, proxy *model.Proxy) destinations {
	discovered := map[string]*endpoint.ClusterLoadAssignment{}
	for _, assignment := range server.Endpoints(proxy) {
		discovered[assignment.ClusterName] = assignment
	}
	all := destinations{}
	for _, c := range server.Clusters(proxy) {
		assignment := c.LoadAssignment
		if c.GetType() == cluster.Cluster_EDS {
			assignment = discovered[c.Name]
		}
		all[c.Name] = destination{Name: c.Name, Exists: true, Type: typeOf(c), Endpoints: endpointsOf(assignment), TLS: upstreamTLSOf(c)}
	}
	return all
}

func (all destinations) find(w weighted) destination {
	found, exists := all[w.Name]
	if !exists {
		found = destination{Name: w.Name}
	}
	found.Weight = w.Weight
	return found
}

func typeOf(c *cluster.Cluster) string {
	if custom := c.GetClusterType(); custom != nil {
		return custom.Name
	}
	return c.GetType().String()
}

func endpointsOf(assignment *endpoint.ClusterLoadAssignment) []string {
	var found []string
	for _, locality := range assignment.GetEndpoints() {
		for _, e := range locality.LbEndpoints {
			found = append(found, addressOf(e.GetEndpoint().GetAddress()))
		}
	}
	sort.Strings(found)
	return found
}

func addressOf(a *core.Address) string {
	if pipe := a.GetPipe(); pipe != nil {
		return "unix://" + pipe.Path
	}
	return fmt.Sprintf("%s:%d", a.GetSocketAddress().GetAddress(), a.GetSocketAddress().GetPortValue())
}
