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

// decision is where the sidecar sends a call.
type decision struct {
	// Dialled is the address the application connects to.
	Dialled string `json:"dialled"`
	Error   string `json:"error,omitempty"`

	Listener    string `json:"listener,omitempty"`
	Chain       string `json:"chain,omitempty"`
	VirtualHost string `json:"virtualHost,omitempty"`
	// Status is the answer that the sidecar gives itself.
	Status uint32 `json:"status,omitempty"`
	// Clusters are where it may go; several where a route splits its traffic.
	Clusters []destination `json:"clusters,omitempty"`
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
	meshConfig, err := meshConfigOf(in.MeshConfig)
	if err != nil {
		return nil, err
	}
	istio, kubernetes, err := sorted(in.Documents)
	if err != nil {
		return nil, err
	}
	server := xds.NewFakeDiscoveryServer(t, xds.FakeOptions{
		Configs:                istioConfigs(t, joined(istio)),
		KubernetesObjectString: joined(kubernetes),
		MeshConfig:             meshConfig,
	})
	sidecars := make([]*sidecar, 0, len(in.Workloads))
	for i, w := range in.Workloads {
		sidecars = append(sidecars, newSidecar(t, server, w, fmt.Sprintf("10.244.0.%d", i+1)))
	}
	decisions := make([]decision, 0, len(in.Calls))
	for _, c := range in.Calls {
		decisions = append(decisions, sidecars[c.Workload].decide(c))
	}
	return decisions, nil
}

// sorted takes Istio's documents and those of Kubernetes that istiod looks at apart; istiod sees no others.
func sorted(documents []document) (istio, kubernetes []document, err error) {
	seen := map[string]bool{"Service": true, "Pod": true, "EndpointSlice": true, "Namespace": true, "Node": true, "ServiceAccount": true}
	for _, d := range documents {
		object, err := parse(d)
		if err != nil {
			return nil, nil, err
		}
		if _, isIstio := schemaOf(object); isIstio && strings.Contains(object.GetAPIVersion(), ".") {
			istio = append(istio, d)
		} else if seen[object.GetKind()] {
			kubernetes = append(kubernetes, d)
		}
	}
	return istio, kubernetes, nil
}

// sidecar is the configuration that istiod computes for one workload.
type sidecar struct {
	names        nameServer
	simulation   *simulation.Simulation
	routes       routes
	destinations destinations
}

func newSidecar(t *testing.T, server *xds.FakeDiscoveryServer, w workload, ip string) *sidecar {
	proxy := server.SetupProxy(&model.Proxy{
		ID:              "caller." + w.Namespace,
		ConfigNamespace: w.Namespace,
		IPAddresses:     []string{ip},
		Labels:          w.Labels,
		Locality:        &core.Locality{},
		Metadata: &model.NodeMetadata{
			IstioVersion: "1.31.0",
			Namespace:    w.Namespace,
			Labels:       w.Labels,
			ClusterID:    "Kubernetes",
			DNSCapture:   model.StringBool(w.DNSCapture),
		},
	})
	s := &sidecar{
		names:        newNameServer(server, proxy, w.DNSCapture),
		simulation:   simulation.NewSimulation(t, server, proxy),
		destinations: newDestinations(t, server, proxy),
	}
	s.routes = nameRoutes(s.simulation)
	return s
}

func (s *sidecar) decide(c call) decision {
	d := decision{Dialled: s.names.resolve(c.Host, c.Address)}
	result := s.simulation.Run(c.toSimulation(d.Dialled))
	d.Listener, d.Chain, d.VirtualHost = result.ListenerMatched, result.FilterChainMatched, result.VirtualHostMatched
	if result.Error != nil {
		d.Error = result.Error.Error()
		return d
	}
	names := []weighted{{Name: result.ClusterMatched}}
	if route, known := s.routes[result.RouteMatched]; known {
		names, d.Status = targetsOf(route)
	}
	for _, name := range names {
		d.Clusters = append(d.Clusters, s.destinations.find(name))
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
