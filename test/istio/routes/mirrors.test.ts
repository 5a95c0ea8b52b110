import { accepts, schemaRefuses, webhookRefuses, webhookWarns } from '../tables';
import { DESTINATION, judgeForward as judge } from './virtual-service';

accepts(judge, {
  'a mirror': { mirror: { host: 'a.com' }, mirrorPercentage: { value: 0.00001 } },
  'mirrors': { mirrors: [{ ...DESTINATION, percentage: { value: 100 } }] },
});

webhookRefuses(judge, {
  'more than all': [{ mirrorPercentage: { value: 100.5 } }, 'virtual-service/mirror-percentage-range', 'spec.http[0].mirrorPercentage.value', '0 to 100'],
  'less than nothing': [{ mirrors: [{ ...DESTINATION, percentage: { value: -1 } }] }, 'virtual-service/mirror-percentage-range', 'spec.http[0].mirrors[0].percentage.value'],
  'a mirror that is no host': [{ mirror: { host: '*' } }, 'virtual-service/destination-host-invalid', 'spec.http[0].mirror.host'],
});

schemaRefuses(judge, { 'a mirror of nowhere': [{ mirrors: [{}] }, 'virtual-service/destination-required', 'spec.http[0].mirrors[0].destination'] });

webhookWarns(judge, {
  'the old field': [{ mirrorPercent: 5 }, 'virtual-service/mirror-percent-deprecated', 'spec.http[0].mirrorPercent'],
  'the old field in its old spelling': [{ mirror_percent: 5 }, 'virtual-service/mirror-percent-deprecated', 'spec.http[0].mirror_percent'],
  // istiod reads the one in camel case.
  'both spellings': [{ mirrorPercent: 5, mirror_percent: 101 }, 'virtual-service/mirror-percent-deprecated', 'spec.http[0].mirrorPercent'],
});
