export { idToUuid, isId, newId, uuidToId } from '@firmament/events';
