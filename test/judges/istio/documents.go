package oracle

import (
	"encoding/json"
	"strings"

	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	utiljson "k8s.io/apimachinery/pkg/util/json"

	"istio.io/istio/pkg/config/schema/collections"
	"istio.io/istio/pkg/config/schema/resource"
)

// document is one Kubernetes object, as JSON.
type document = json.RawMessage

func parse(d document) (*unstructured.Unstructured, error) {
	object := map[string]any{}
	// Numbers the way the API server reads them: integers stay integers.
	if err := utiljson.Unmarshal(d, &object); err != nil {
		return nil, err
	}
	return &unstructured.Unstructured{Object: object}, nil
}

// joined makes one YAML text of documents; JSON is YAML.
func joined(documents []document) string {
	texts := make([]string, 0, len(documents))
	for _, d := range documents {
		texts = append(texts, string(d))
	}
	return strings.Join(texts, "\n---\n")
}

// schemaOf finds what Istio knows about the kind of an object.
func schemaOf(object *unstructured.Unstructured) (resource.Schema, bool) {
	gvk := object.GroupVersionKind()
	return collections.PilotGatewayAPI().FindByGroupVersionAliasesKind(resource.FromKubernetesGVK(&gvk))
}
