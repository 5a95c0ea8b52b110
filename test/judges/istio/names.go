package oracle

import (
	"strings"

	"istio.io/istio/pilot/pkg/model"
	"istio.io/istio/pilot/test/xds"
	"istio.io/istio/pkg/config/host"
)

// nameServer answers the DNS queries of one workload.
type nameServer struct {
	namespace string
	addresses map[string]string
}

// newNameServer knows what the cluster's DNS knows, the Services of Kubernetes; and with DNS capture all that istiod tells the agent.
func newNameServer(server *xds.FakeDiscoveryServer, proxy *model.Proxy, dnsCapture bool) nameServer {
	n := nameServer{proxy.ConfigNamespace, map[string]string{}}
	for _, service := range server.KubeRegistry.Services() {
		n.addresses[string(service.Hostname)] = service.DefaultAddress
	}
	if !dnsCapture {
		return n
	}
	for name, info := range server.ConfigGen.BuildNameTable(proxy, server.PushContext()).Table {
		if len(info.Ips) > 0 {
			n.addresses[name] = info.Ips[0]
		}
	}
	return n
}

// resolve searches as a pod does; a name that nobody knows inside the cluster has its address outside.
func (n nameServer) resolve(name, outside string) string {
	if name == "" {
		return outside
	}
	for _, suffix := range []string{"", "." + n.namespace + ".svc.cluster.local", ".svc.cluster.local", ".cluster.local"} {
		if address, known := n.addresses[strings.ToLower(name)+suffix]; known {
			return address
		}
	}
	// The agent answers for a wildcard host with the address of the whole domain.
	for pattern, address := range n.addresses {
		if strings.HasPrefix(pattern, "*") && host.Name(name).SubsetOf(host.Name(pattern)) {
			return address
		}
	}
	return outside
}
