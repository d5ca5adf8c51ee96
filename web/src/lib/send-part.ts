import type { SendPart } from './upload';

/** Sends a part by XMLHttpRequest, because fetch does not tell how much is out. */
export const sendByXhr: SendPart = ({ url, contentType }, bytes, onSent, signal) => new Promise((resolve, reject) => {
  // Whoever paused while the address was fetched is heard too: a signal tells nothing about its past by itself.
  if (signal.aborted) return reject(new Error('given up'));
  const request = new XMLHttpRequest();
  const stop = () => request.abort();
  request.open('PUT', url);
  request.setRequestHeader('content-type', contentType);
  request.upload.onprogress = (event) => onSent(event.loaded);
  request.onload = () => {
    const etag = request.getResponseHeader('etag');
    if (request.status >= 200 && request.status < 300 && etag) resolve(etag);
    else reject(new Error(`the store answered ${request.status}`));
  };
  request.onerror = () => reject(new Error('the store cannot be reached'));
  request.onabort = () => reject(new Error('given up'));
  request.onloadend = () => signal.removeEventListener('abort', stop);
  signal.addEventListener('abort', stop, { once: true });
  request.send(bytes);
});
