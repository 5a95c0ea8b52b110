package oracle

import (
	"encoding/json"
	"testing"

	meshconfig "istio.io/api/mesh/v1alpha1"
	"istio.io/istio/pkg/config/mesh"
	"istio.io/istio/pkg/config/validation/agent"
)

// meshVerdict is what istiod makes of a mesh config.
type meshVerdict struct {
	// Unreadable says why istiod would keep the mesh config it had.
	Unreadable string   `json:"unreadable,omitempty"`
	Errors     []string `json:"errors,omitempty"`
	Warnings   []string `json:"warnings,omitempty"`
	// Mode is the outbound traffic policy that is then in force.
	Mode string `json:"mode,omitempty"`
}

func judgeMeshConfigs(_ *testing.T, body json.RawMessage) (any, error) {
	var in struct{ MeshConfigs [][]string }
	if err := json.Unmarshal(body, &in); err != nil {
		return nil, err
	}
	verdicts := make([]meshVerdict, 0, len(in.MeshConfigs))
	for _, sources := range in.MeshConfigs {
		verdicts = append(verdicts, judgeMeshConfig(sources))
	}
	return verdicts, nil
}

func judgeMeshConfig(sources []string) meshVerdict {
	config, err := meshConfigOf(sources)
	if err != nil {
		return meshVerdict{Unreadable: err.Error()}
	}
	warning, err := agent.ValidateMeshConfig(config)
	return meshVerdict{Errors: list(err), Warnings: list(warning), Mode: config.GetOutboundTrafficPolicy().GetMode().String()}
}

// meshConfigOf applies texts of YAML on top of Istio's defaults, as istiod does: a shared ConfigMap first, its own last.
func meshConfigOf(sources []string) (*meshconfig.MeshConfig, error) {
	config := mesh.DefaultMeshConfig()
	for _, source := range sources {
		var err error
		if config, err = mesh.ApplyMeshConfig(source, config); err != nil {
			return nil, err
		}
	}
	return config, nil
}
