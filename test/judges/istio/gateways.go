package oracle

import (
	"net"
	"strconv"
	"strings"
	"testing"

	core "github.com/envoyproxy/go-control-plane/envoy/config/core/v3"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"

	"istio.io/istio/pilot/pkg/model"
	"istio.io/istio/pilot/pkg/simulation"
	"istio.io/istio/pilot/test/xds"
	"istio.io/istio/pkg/slices"
)

// certificateOfMesh is what a proxy calls the certificate of its own identity.
const certificateOfMesh = "default"

// hop is what a gateway does with a call that a sidecar has sent to it.
type hop struct {
	// Gateway is the Service that the sidecar sent the call to, "namespace/name".
	Gateway string `json:"gateway"`
	// TLS says what protects the way to it: "mtls" with the identity of the caller, or "none" of the mesh's.
	TLS string `json:"tls"`
	decision
}

// gateways are the pods that run Istio's proxy as a router, by address. Their configuration is computed when a call comes.
type gateways struct {
	t      *testing.T
	server *xds.FakeDiscoveryServer
	pods   map[string]*unstructured.Unstructured
	known  map[string]*proxy
}

func newGateways(t *testing.T, server *xds.FakeDiscoveryServer, documents []document) (*gateways, error) {
	g := &gateways{t: t, server: server, pods: map[string]*unstructured.Unstructured{}, known: map[string]*proxy{}}
	for _, d := range documents {
		object, err := parse(d)
		if err != nil {
			return nil, err
		}
		if address, _, _ := unstructured.NestedString(object.Object, "status", "podIP"); object.GetKind() == "Pod" && isRouter(object) {
			g.pods[address] = object
		}
	}
	return g, nil
}

// isRouter tells a pod whose proxy the injector starts as a gateway, or that istiod deploys for a Gateway of Kubernetes.
func isRouter(pod *unstructured.Unstructured) bool {
	templates := strings.Split(pod.GetAnnotations()["inject.istio.io/templates"], ",")
	return isDeployedByIstiod(pod) || slices.Contains(templates, "gateway")
}

func isDeployedByIstiod(pod *unstructured.Unstructured) bool {
	_, deployed := pod.GetLabels()["gateway.networking.k8s.io/gateway-name"]
	return deployed
}

// at finds the gateway that listens at an endpoint, and the port.
func (g *gateways) at(endpoint string) (*proxy, string, int) {
	address, text, err := net.SplitHostPort(endpoint)
	if err != nil {
		return nil, "", 0
	}
	pod, isGateway := g.pods[address]
	if !isGateway {
		return nil, "", 0
	}
	if g.known[address] == nil {
		g.known[address] = newProxy(g.t, g.server, &model.Proxy{
			Type:            model.Router,
			ID:              pod.GetName() + "." + pod.GetNamespace(),
			ConfigNamespace: pod.GetNamespace(),
			IPAddresses:     []string{address},
			Labels:          pod.GetLabels(),
			Locality:        &core.Locality{},
			Metadata: &model.NodeMetadata{
				IstioVersion: istioVersion,
				Namespace:    pod.GetNamespace(),
				Labels:       pod.GetLabels(),
				ClusterID:    "Kubernetes",
				// Restricted pods cannot open ports below 1024, and nothing of ours is to depend on more than that. To its own istiod gives
				// every port, with a setting of the kernel.
				UnprivilegedPod: strconv.FormatBool(!isDeployedByIstiod(pod)),
			},
		})
	}
	port, _ := strconv.Atoi(text)
	return g.known[address], address, port
}

// follow continues a call at the gateway that the sidecar has sent it to, where that is one.
func (g *gateways) follow(c call, sent destination) *hop {
	if len(sent.Endpoints) == 0 {
		return nil
	}
	gateway, address, port := g.at(sent.Endpoints[0])
	if gateway == nil {
		return nil
	}
	h := &hop{Gateway: serviceOf(sent.Name), TLS: "none"}
	inner := c.toSimulation(address)
	inner.Port, inner.CallMode = port, simulation.CallModeGateway
	// What Istio starts by itself between sidecars is no matter here: the pod of a gateway does not ask for it.
	if sent.TLS != nil && sent.TLS.ClientCertificate == certificateOfMesh {
		h.TLS = "mtls"
		inner.TLS, inner.Sni, inner.Alpn = simulation.MTLS, sent.TLS.SNI, ""
		if c.Protocol == "tls" {
			// The TLS of the application is bytes inside that of the mesh.
			inner.Protocol, inner.HostHeader = simulation.TCP, ""
		}
	}
	h.decision = gateway.run(inner)
	h.Dialled = sent.Endpoints[0]
	return h
}

// serviceOf takes the Service out of the name of a cluster, outbound|80|subset|name.namespace.svc.cluster.local.
func serviceOf(cluster string) string {
	parts := strings.Split(cluster, "|")
	labels := strings.Split(parts[len(parts)-1], ".")
	if len(labels) < 2 {
		return cluster
	}
	return labels[1] + "/" + labels[0]
}
