package oracle

import (
	"errors"
	"io"
	"os"

	"k8s.io/apiextensions-apiserver/pkg/apis/apiextensions"
	apiextensionsv1 "k8s.io/apiextensions-apiserver/pkg/apis/apiextensions/v1"
	structuralschema "k8s.io/apiextensions-apiserver/pkg/apiserver/schema"
	"k8s.io/apimachinery/pkg/runtime/schema"
	"k8s.io/apimachinery/pkg/util/yaml"
)

// structuralSchemas reads the schemas of all versions of all CRDs in some files.
func structuralSchemas(files []string) (map[schema.GroupVersionKind]*structuralschema.Structural, error) {
	schemas := map[schema.GroupVersionKind]*structuralschema.Structural{}
	for _, file := range files {
		if err := addSchemas(file, schemas); err != nil {
			return nil, err
		}
	}
	return schemas, nil
}

func addSchemas(file string, schemas map[schema.GroupVersionKind]*structuralschema.Structural) error {
	f, err := os.Open(file)
	if err != nil {
		return err
	}
	defer f.Close()
	decoder := yaml.NewYAMLOrJSONDecoder(f, 512*1024)
	for {
		crd := &apiextensionsv1.CustomResourceDefinition{}
		if err := decoder.Decode(crd); errors.Is(err, io.EOF) {
			return nil
		} else if err != nil {
			return err
		}
		if crd.Kind != "CustomResourceDefinition" {
			continue
		}
		for _, version := range crd.Spec.Versions {
			internal := &apiextensions.JSONSchemaProps{}
			if err := apiextensionsv1.Convert_v1_JSONSchemaProps_To_apiextensions_JSONSchemaProps(version.Schema.OpenAPIV3Schema, internal, nil); err != nil {
				return err
			}
			structural, err := structuralschema.NewStructural(internal)
			if err != nil {
				return err
			}
			schemas[schema.GroupVersionKind{Group: crd.Spec.Group, Version: version.Name, Kind: crd.Spec.Names.Kind}] = structural
		}
	}
}
