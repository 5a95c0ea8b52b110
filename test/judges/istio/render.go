package oracle

import (
	"encoding/json"
	"os"
	"path/filepath"
	"testing"

	"istio.io/istio/operator/pkg/helm"
	"istio.io/istio/operator/pkg/manifest"
	"istio.io/istio/operator/pkg/render"
	"istio.io/istio/operator/pkg/values"
)

// install answers with the objects that `istioctl manifest generate -f <operator file> --set <setting>` prints.
func install(t *testing.T, body json.RawMessage) (any, error) {
	var in struct {
		OperatorFile string
		Settings     []string
	}
	if err := json.Unmarshal(body, &in); err != nil {
		return nil, err
	}
	var files []string
	if in.OperatorFile != "" {
		file := filepath.Join(t.TempDir(), "operator.yaml")
		if err := os.WriteFile(file, []byte(in.OperatorFile), 0o600); err != nil {
			return nil, err
		}
		files = append(files, file)
	}
	sets, _, err := render.GenerateManifest(files, in.Settings, false, nil, nil)
	if err != nil {
		return nil, err
	}
	var all []manifest.Manifest
	for _, set := range sets {
		all = append(all, set.Manifests...)
	}
	return configMapsOf(all), nil
}

// chart answers with the objects that the istiod chart makes of a values file.
func chart(_ *testing.T, body json.RawMessage) (any, error) {
	var in struct {
		Namespace string
		Values    string
	}
	if err := json.Unmarshal(body, &in); err != nil {
		return nil, err
	}
	given, err := values.MapFromYaml([]byte(in.Values))
	if err != nil {
		return nil, err
	}
	rendered, _, err := helm.Render("istiod", in.Namespace, "istio-control/istio-discovery", values.MakeMap(given, "spec", "values"), nil)
	if err != nil {
		return nil, err
	}
	return configMapsOf(rendered), nil
}

// configMapsOf leaves what speaks of outbound traffic: the mesh config, and the values of the injector.
func configMapsOf(manifests []manifest.Manifest) []map[string]any {
	found := []map[string]any{}
	for _, m := range manifests {
		if m.GetKind() == "ConfigMap" {
			found = append(found, m.Object)
		}
	}
	return found
}
