export * from './istio/problem';
