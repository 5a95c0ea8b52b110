package oracle

import (
	cluster "github.com/envoyproxy/go-control-plane/envoy/config/cluster/v3"
	core "github.com/envoyproxy/go-control-plane/envoy/config/core/v3"
	internalupstream "github.com/envoyproxy/go-control-plane/envoy/extensions/transport_sockets/internal_upstream/v3"
	tls "github.com/envoyproxy/go-control-plane/envoy/extensions/transport_sockets/tls/v3"
	http "github.com/envoyproxy/go-control-plane/envoy/extensions/upstreams/http/v3"
)

const httpProtocolOptions = "envoy.extensions.upstreams.http.v3.HttpProtocolOptions"

// upstreamTLS is TLS that a proxy starts itself.
type upstreamTLS struct {
	// SNI is the name it asks for; empty where it is the name in the call, or none.
	SNI string `json:"sni,omitempty"`
	// Names are those of which the certificate must carry one.
	Names []string `json:"names,omitempty"`
	// NamesOfCalls says whether the name in the call is asked for and verified.
	NamesOfCalls bool `json:"namesOfCalls,omitempty"`
	// CAs is what the proxy asks istiod or its agent for; empty where nothing is verified.
	CAs string `json:"cas,omitempty"`
	// ClientCertificate is what it asks for to show it.
	ClientCertificate string `json:"clientCertificate,omitempty"`
}

func upstreamTLSOf(c *cluster.Cluster) *upstreamTLS {
	context := &tls.UpstreamTlsContext{}
	if typed := socketOf(c).GetTypedConfig(); !typed.MessageIs(context) || typed.UnmarshalTo(context) != nil {
		return nil
	}
	found := &upstreamTLS{SNI: context.Sni, NamesOfCalls: namesOfCalls(c)}
	validation := context.GetCommonTlsContext().GetCombinedValidationContext()
	found.CAs = validation.GetValidationContextSdsSecretConfig().GetName()
	for _, matcher := range validation.GetDefaultValidationContext().GetMatchSubjectAltNames() { //nolint:staticcheck // what Istio writes
		found.Names = append(found.Names, matcher.GetExact())
	}
	for _, certificate := range context.GetCommonTlsContext().GetTlsCertificateSdsSecretConfigs() {
		found.ClientCertificate = certificate.Name
	}
	return found
}

// socketOf finds the socket towards the destination: a waypoint wraps its own in one that leads to another of its listeners.
func socketOf(c *cluster.Cluster) *core.TransportSocket {
	wrapper := &internalupstream.InternalUpstreamTransport{}
	if typed := c.GetTransportSocket().GetTypedConfig(); typed.MessageIs(wrapper) && typed.UnmarshalTo(wrapper) == nil {
		return wrapper.TransportSocket
	}
	return c.GetTransportSocket()
}

func namesOfCalls(c *cluster.Cluster) bool {
	options := &http.HttpProtocolOptions{}
	if typed := c.GetTypedExtensionProtocolOptions()[httpProtocolOptions]; typed == nil || typed.UnmarshalTo(options) != nil {
		return false
	}
	upstream := options.GetUpstreamHttpProtocolOptions()
	return upstream.GetAutoSni() && upstream.GetAutoSanValidation()
}
