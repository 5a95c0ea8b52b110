package oracle

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	core "github.com/envoyproxy/go-control-plane/envoy/config/core/v3"

	"istio.io/istio/pilot/pkg/model"
	"istio.io/istio/pilot/pkg/simulation"
	"istio.io/istio/pilot/test/xds"
)

// workload is a pod with a sidecar that calls.
type workload struct {
	Namespace  string            `json:"namespace"`
	Labels     map[string]string `json:"labels"`
	DNSCapture bool              `json:"dnsCapture"`
}

// call is what an application does.
type call struct {
	// Workload is the number of the caller.
	Workload int `json:"workload"`
	// Host is the name the application calls; it goes into the Host header or the SNI.
	Host string `json:"host"`
	// Address is what the name resolves to outside the cluster, or what is dialled where there is no name.
	Address string `json:"address"`
	Port    int    `json:"port"`
	// Protocol is "http", "http2", "tls" or "tcp".
	Protocol string `json:"protocol"`
	Path     string `json:"path"`
}

// istioVersion is the version of the proxies.
const istioVersion = "1.31.0"

// decision is where a proxy sends a call.
type decision struct {
	// Dialled is the address the application connects to.
	Dialled string `json:"dialled"`
	Error   string `json:"error,omitempty"`

	Listener    string `json:"listener,omitempty"`
	Chain       string `json:"chain,omitempty"`
	VirtualHost string `json:"virtualHost,omitempty"`
	// Status is the answer that the proxy gives itself.
	Status uint32 `json:"status,omitempty"`
	// Clusters are where it may go; several where a route splits its traffic.
	Clusters []destination `json:"clusters,omitempty"`
	// Hop is what a gateway does with the call, where the sidecar sends it to one.
	Hop *hop `json:"hop,omitempty"`
}

func decide(t *testing.T, body json.RawMessage) (any, error) {
	var in struct {
		Documents  []document
		MeshConfig []string
		Workloads  []workload
		Calls      []call
	}
	if err := json.Unmarshal(body, &in); err != nil {
		return nil, err
	}
	world, err := newWorld(t, in.Documents, in.MeshConfig)
	if err != nil {
		return nil, err
	}
	gateways, err := newGateways(t, world.server, world.kubernetes)
	if err != nil {
		return nil, err
	}
	sidecars := make([]*sidecar, 0, len(in.Workloads))
	for i, w := range in.Workloads {
		sidecars = append(sidecars, newSidecar(t, world.server, w, fmt.Sprintf("10.244.0.%d", i+1)))
	}
	decisions := make([]decision, 0, len(in.Calls))
	for _, c := range in.Calls {
		decisions = append(decisions, sidecars[c.Workload].decide(c, gateways))
	}
	return decisions, nil
}

// sorted takes Istio's documents and those of Kubernetes that istiod looks at apart; istiod sees no others.
func sorted(documents []document) (istio, kubernetes []document, err error) {
	seen := map[string]bool{"Service": true, "Pod": true, "EndpointSlice": true, "Namespace": true, "Node": true, "ServiceAccount": true, "ConfigMap": true}
	for _, d := range documents {
		object, err := parse(d)
		if err != nil {
			return nil, nil, err
		}
		if strings.HasPrefix(object.GetAPIVersion(), gatewayAPI) {
			// istiod's controllers read these from the API server, and make Istio's own objects of them.
			kubernetes = append(kubernetes, d)
		} else if _, isIstio := schemaOf(object); isIstio && strings.Contains(object.GetAPIVersion(), ".") {
			istio = append(istio, d)
		} else if seen[object.GetKind()] {
			kubernetes = append(kubernetes, d)
		}
	}
	return istio, kubernetes, nil
}

// proxy is the configuration that istiod computes for one proxy.
type proxy struct {
	simulation   *simulation.Simulation
	routes       routes
	destinations destinations
}

func newProxy(t *testing.T, server *xds.FakeDiscoveryServer, node *model.Proxy) *proxy {
	node = server.SetupProxy(node)
	p := &proxy{simulation: simulation.NewSimulation(t, server, node), destinations: newDestinations(t, server, node)}
	p.routes = nameRoutes(p.simulation)
	return p
}

func (p *proxy) run(c simulation.Call) decision {
	result := p.simulation.Run(c)
	d := decision{Dialled: c.Address, Listener: result.ListenerMatched, Chain: result.FilterChainMatched, VirtualHost: result.VirtualHostMatched}
	if result.Error != nil {
		d.Error = result.Error.Error()
		return d
	}
	names := []weighted{{Name: result.ClusterMatched}}
	if route, known := p.routes[result.RouteMatched]; known {
		names, d.Status = targetsOf(route)
	}
	for _, name := range names {
		d.Clusters = append(d.Clusters, p.destinations.find(name))
	}
	return d
}

// sidecar is the proxy of a workload that calls, and the names that it knows.
type sidecar struct {
	*proxy
	names nameServer
}

func newSidecar(t *testing.T, server *xds.FakeDiscoveryServer, w workload, ip string) *sidecar {
	node := &model.Proxy{
		ID:              "caller." + w.Namespace,
		ConfigNamespace: w.Namespace,
		IPAddresses:     []string{ip},
		Labels:          w.Labels,
		Locality:        &core.Locality{},
		Metadata: &model.NodeMetadata{
			IstioVersion: istioVersion,
			Namespace:    w.Namespace,
			Labels:       w.Labels,
			ClusterID:    "Kubernetes",
			DNSCapture:   model.StringBool(w.DNSCapture),
		},
	}
	return &sidecar{newProxy(t, server, node), newNameServer(server, node, w.DNSCapture)}
}

func (s *sidecar) decide(c call, gateways *gateways) decision {
	d := s.run(c.toSimulation(s.names.resolve(c.Host, c.Address)))
	if len(d.Clusters) == 1 {
		d.Hop = gateways.follow(c, d.Clusters[0])
	}
	return d
}

func (c call) toSimulation(address string) simulation.Call {
	s := simulation.Call{Address: address, Port: c.Port, Path: c.Path, HostHeader: c.Host, CallMode: simulation.CallModeOutbound}
	if c.Port != 80 && c.Host != "" {
		s.HostHeader = fmt.Sprintf("%s:%d", c.Host, c.Port)
	}
	switch c.Protocol {
	case "http":
		s.Protocol = simulation.HTTP
	case "http2":
		s.Protocol = simulation.HTTP2
	case "tls":
		s.Protocol, s.TLS, s.HostHeader, s.Sni = simulation.HTTP, simulation.TLS, c.Host, c.Host
	default:
		s.Protocol, s.HostHeader = simulation.TCP, ""
	}
	return s
}
