// BullMQ's figures: node measure.js <redis port> <messages> <runs>. Prints one JSON object.
import { Queue, Worker } from 'bullmq';

const [port, messages, runs] = process.argv.slice(2).map(Number);
const connection = { host: '127.0.0.1', port, maxRetriesPerRequest: null };
const options = { connection, defaultJobOptions: { removeOnComplete: true } };
const data = { order: 12345, name: 'tea' };
const seconds = (start) => Number(process.hrtime.bigint() - start) / 1e9;
const figures = { batches: [], single: [], drained: [], p50: [], p99: [] };

async function publishInBatches(name) {
  const queues = Array.from({ length: 4 }, () => new Queue(name, options));
  await Promise.all(queues.map((queue) => queue.waitUntilReady()));
  const batch = Array.from({ length: 1000 }, () => ({ name: 'job', data }));
  const start = process.hrtime.bigint();
  await Promise.all(queues.map(async (queue) => {
    for (let i = 0; i < messages / 1000 / queues.length; i++) await queue.addBulk(batch);
  }));
  figures.batches.push(messages / seconds(start));
  await Promise.all(queues.map((queue) => queue.close()));
}

async function publishOneByOne(name) {
  const queues = Array.from({ length: 16 }, () => new Queue(name, options));
  await Promise.all(queues.map((queue) => queue.waitUntilReady()));
  const start = process.hrtime.bigint();
  await Promise.all(queues.map(async (queue) => {
    for (let i = 0; i < messages / queues.length; i++) await queue.add('job', data);
  }));
  figures.single.push(messages / seconds(start));
  await Promise.all(queues.map((queue) => queue.close()));
}

async function drain(name, concurrency) {
  let done = 0;
  const start = process.hrtime.bigint();
  let worker;
  await new Promise((resolve) => {
    worker = new Worker(name, async () => 'ok', { connection, concurrency });
    worker.on('completed', () => ++done === messages && resolve());
  });
  figures.drained.push(messages / seconds(start));
  await worker.close();
}

async function latency(name) {
  const queue = new Queue(name, options);
  let started;
  const worker = new Worker(name, async () => started(process.hrtime.bigint()), { connection, concurrency: 10 });
  await worker.waitUntilReady();
  for (let run = 0; run <= runs; run++) {
    const millis = [];
    for (let i = 0; i < 500; i++) {
      await new Promise((resolve) => setTimeout(resolve, 4 + Math.random() * 4));
      const begins = new Promise((resolve) => { started = resolve; });
      const published = process.hrtime.bigint();
      await queue.add('job', data);
      millis.push(Number((await begins) - published) / 1e6);
    }
    millis.sort((a, b) => a - b);
    if (run > 0) { figures.p50.push(millis[249]); figures.p99.push(millis[494]); }
  }
  await worker.close();
  await queue.close();
}

for (let run = 0; run <= runs; run++) {
  await publishInBatches('batches' + run);
  await drain('batches' + run, 200);
  await publishOneByOne('single' + run);
}
for (const name of ['batches', 'single', 'drained']) figures[name].shift(); // the first run warms up
await latency('latency');
console.log(JSON.stringify(figures));
process.exit(0);
