import { decidedOtherwise, REVISION } from '../../src/path/decided-metadata';

const FOR_SERVICES = { key: 'istio.io/waypoint-for', allowed: 'service', fix: 'leave it out' };

test('what is decided cannot be said, unless it says the same', () => {
  expect(decidedOtherwise('labels', { 'istio.io/waypoint-for': 'service', 'team': 'shop' }, [FOR_SERVICES])).toEqual([]);
  expect(decidedOtherwise('labels', { 'istio.io/waypoint-for': 'workload' }, [FOR_SERVICES])).toEqual([
    "metadata.labels istio.io/waypoint-for: 'workload' cannot be said: leave it out",
  ]);
});

test('the revision is never for metadata to say', () => {
  expect(decidedOtherwise('annotations', { 'istio.io/rev': '' }, [REVISION])).toEqual([
    "metadata.annotations istio.io/rev: '' cannot be said: the control plane that deploys it is that of the mesh; leave it out, "
    + "and declare new IstioMesh(app, 'mesh', { revision: 'canary' })",
  ]);
});

test('who says nothing says nothing wrong', () => {
  expect(decidedOtherwise('labels', undefined, [REVISION])).toEqual([]);
});
