package oracle

import (
	"encoding/json"
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"testing"

	"github.com/hashicorp/go-multierror"
	structuralschema "k8s.io/apiextensions-apiserver/pkg/apiserver/schema"
	structuraldefaulting "k8s.io/apiextensions-apiserver/pkg/apiserver/schema/defaulting"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/apimachinery/pkg/runtime/schema"
	"k8s.io/apimachinery/pkg/runtime/serializer"
	"k8s.io/client-go/kubernetes/scheme"

	"istio.io/istio/pilot/pkg/config/kube/crd"
	icrd "istio.io/istio/pkg/config/crd"
)

// acceptance is what the API server and istiod's webhook say to an object that is applied.
type acceptance struct {
	// By says who judged it: "istio", "kubernetes", "operator" (a CRD of somebody else), or "nobody".
	By string `json:"by"`
	// Schema is the objection of the CRD's schema or one of its CEL rules, or of Kubernetes' own types.
	Schema string `json:"schema,omitempty"`
	// Errors are the objections of the webhook.
	Errors []string `json:"errors,omitempty"`
	// Warnings are the webhook's, for what it accepts.
	Warnings []string `json:"warnings,omitempty"`
}

// crdFiles are the CRDs in Istio's module: its own, and those of the Gateway API it is tested with.
var crdFiles = []string{
	"manifests/charts/base/files/crd-all.gen.yaml",
	"tests/integration/pilot/testdata/gateway-api-crd.yaml",
}

// crds are the schemas of CRDs, Istio's and others: for validation, and for what the API server does before it validates.
type crds struct {
	validator  *icrd.Validator
	structural map[schema.GroupVersionKind]*structuralschema.Structural
}

// acceptWith judges by the CRDs of an Istio module and those in other files.
func acceptWith(module string, others []string) func(*testing.T, json.RawMessage) (any, error) {
	var loaded *crds
	return func(_ *testing.T, body json.RawMessage) (any, error) {
		var in struct{ Documents []document }
		if err := json.Unmarshal(body, &in); err != nil {
			return nil, err
		}
		if loaded == nil {
			var err error
			files := slices.Clone(others)
			for _, name := range crdFiles {
				files = append(files, filepath.Join(module, name))
			}
			if loaded, err = loadCRDs(files); err != nil {
				return nil, err
			}
		}
		results := make([]acceptance, 0, len(in.Documents))
		for _, d := range in.Documents {
			results = append(results, loaded.accept(d))
		}
		return results, nil
	}
}

func loadCRDs(files []string) (*crds, error) {
	// The CRDs are their owners' and known to be good; checking them again takes seconds.
	validator, err := icrd.NewValidatorFromFilesWithOptions(files, icrd.WithoutCRDValidation())
	if err != nil {
		return nil, err
	}
	structural, err := structuralSchemas(files)
	return &crds{validator, structural}, err
}

func (c *crds) accept(d document) acceptance {
	object, err := parse(d)
	if err != nil {
		return acceptance{By: "kubernetes", Schema: err.Error()}
	}
	structural, isCustom := c.structural[object.GroupVersionKind()]
	if !isCustom {
		return acceptByKubernetes(d, object.GroupVersionKind())
	}
	_, isIstio := schemaOf(object)
	result := acceptance{By: "operator"}
	// The API server drops null where the schema does not ask for it, before anybody judges.
	structuraldefaulting.PruneNonNullableNullsWithoutDefaults(object.Object, structural)
	if err := c.validator.ValidateCustomResource(object.DeepCopy()); err != nil {
		result.Schema = err.Error()
	}
	if isIstio {
		result.By = "istio"
		result.Errors, result.Warnings = webhook(object)
	}
	return result
}

// webhook does what istiod's validating webhook does with an object.
func webhook(object *unstructured.Unstructured) (failures, warnings []string) {
	defer func() {
		if r := recover(); r != nil {
			failures = append(failures, fmt.Sprintf("panic: %v", r))
		}
	}()
	encoded, err := object.MarshalJSON()
	if err != nil {
		return []string{err.Error()}, nil
	}
	var kind crd.IstioKind
	if err := json.Unmarshal(encoded, &kind); err != nil {
		return []string{"cannot decode configuration: " + err.Error()}, nil
	}
	s, exists := schemaOf(object)
	if !exists {
		return []string{"unrecognized type " + object.GetKind()}, nil
	}
	config, err := crd.ConvertObject(s, &kind, clusterDomain)
	if err != nil {
		return []string{"error decoding configuration: " + err.Error()}, nil
	}
	warning, err := s.ValidateConfig(*config)
	return list(err), list(warning)
}

// strict refuses fields that a type of Kubernetes does not have.
var strict = serializer.NewCodecFactory(scheme.Scheme, serializer.EnableStrict).UniversalDeserializer()

func acceptByKubernetes(d document, gvk schema.GroupVersionKind) acceptance {
	if !scheme.Scheme.Recognizes(gvk) {
		return acceptance{By: "nobody"}
	}
	if _, _, err := strict.Decode(d, nil, nil); err != nil {
		return acceptance{By: "kubernetes", Schema: err.Error()}
	}
	return acceptance{By: "kubernetes"}
}

// list takes Istio's nested errors apart.
func list(err error) []string {
	if err == nil {
		return nil
	}
	var several *multierror.Error
	if !errors.As(err, &several) {
		return []string{err.Error()}
	}
	var all []string
	for _, one := range several.Errors {
		all = append(all, list(one)...)
	}
	return all
}
