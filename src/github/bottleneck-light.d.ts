/** The library without its clustering over Redis: what the throttling of requests loads, too. */
declare module 'bottleneck/light.js' {
  export { default } from 'bottleneck';
}
