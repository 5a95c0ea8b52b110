import { gapsOf } from '../../scripts/test/docstrings';

test('a type, member, parameter or default without words is a gap', () => {
  const assembly = {
    types: {
      'lib.Thing': {
        name: 'Thing',
        kind: 'class' as const,
        initializer: { parameters: [{ name: 'props' }] },
        methods: [{ name: 'speak', docs: { summary: 'Speaks.' }, parameters: [{ name: 'words' }] }],
        properties: [{ name: 'name' }],
      },
      'lib.ThingProps': {
        name: 'ThingProps',
        docs: { summary: 'Properties of a Thing.' },
        kind: 'interface' as const,
        datatype: true,
        properties: [{ name: 'size', docs: { summary: 'Its size.' }, optional: true }],
      },
    },
  };

  expect(gapsOf(assembly)).toEqual([
    'Thing has no docstring',
    'new Thing(): props has no docstring',
    'Thing.speak(): words has no docstring',
    'Thing.name has no docstring',
    'ThingProps.size is optional and has no @default',
  ]);
});

test('what overrides a documented member needs no words of its own', () => {
  const overriding = { name: 'toImport', overrides: 'lib.IImportable', parameters: [{ name: 'mesh' }] };
  const thing = { name: 'Thing', docs: { summary: 'A thing.' }, kind: 'class' as const, methods: [overriding] };

  expect(gapsOf({ types: { 'lib.Thing': thing } })).toEqual([]);
});
