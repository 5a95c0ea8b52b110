package oracle

import (
	"fmt"

	route "github.com/envoyproxy/go-control-plane/envoy/config/route/v3"
	"google.golang.org/protobuf/proto"

	"istio.io/istio/pilot/pkg/simulation"
)

// routes finds a route by the name that the simulation answers with.
type routes map[string]*route.Route

// nameRoutes gives every route a name of its own: the simulation tells the name of the one that it took and nothing else, and Istio
// names most of them alike.
func nameRoutes(s *simulation.Simulation) routes {
	named := routes{}
	for i, config := range s.Routes {
		config = proto.Clone(config).(*route.RouteConfiguration)
		s.Routes[i] = config
		for _, host := range config.VirtualHosts {
			for number, r := range host.Routes {
				r.Name = fmt.Sprintf("%s|%s|%d", config.Name, host.Name, number)
				named[r.Name] = r
			}
		}
	}
	return named
}

// weighted is a cluster and its share of the traffic in percent; 0 stands for all of it.
type weighted struct {
	Name   string
	Weight uint32
}

// targetsOf tells where a route leads: to clusters, or to an answer of the sidecar's own.
func targetsOf(r *route.Route) (clusters []weighted, status uint32) {
	if direct := r.GetDirectResponse(); direct != nil {
		return nil, direct.Status
	}
	if r.GetRedirect() != nil {
		return nil, 301
	}
	split := r.GetRoute().GetWeightedClusters()
	if split == nil {
		return []weighted{{Name: r.GetRoute().GetCluster()}}, 0
	}
	for _, c := range split.Clusters {
		clusters = append(clusters, weighted{Name: c.Name, Weight: c.Weight.GetValue()})
	}
	return clusters, 0
}
