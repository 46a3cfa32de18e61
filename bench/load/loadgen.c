/*
 * A load generator for streamed chat completions: one thread, epoll, keep-alive connections, every byte looked at.
 *
 *   loadgen [options] URL [URL …]     URL: http://127.0.0.1:PORT/path
 *     -c N        connections, each with one stream at a time (64)
 *     -t SECONDS  how long it measures (10); the streams under way then are let to their end
 *     -w SECONDS  warm-up before it counts (0)
 *     -n N        stop after N streams instead, however long they take
 *     -r SECONDS  the connections begin spread over this time (0)
 *     -o          open: each connection makes one stream and stays idle afterwards; -t and -n do not count
 *     -m MODEL    the model's name (flat)
 *     -H 'K: V'   a header for every request; once for each
 *     -T 'I:K: V' a header for the Ith URL only (from 0)
 *     -M 'I:NAME' another model's name for the Ith URL
 *     -x MIX      a mixture instead of plain streams: share of each kind in percent, as
 *                 plain=60,abort=15,slow=5,whole=10,fault=5,cut=5; a slow reader asks for 2000 chunks and takes 4 kB every 25 ms
 *     -P PREFIX   before the model's name in a mixture ("mock/")
 *     -s SEED     of the mixture (1)
 *     -g MS       each connection waits up to this long between two requests (0)
 *
 * Several URLs are asked in turn, one stream at a time, each over a connection of its own, so that the machine's moods hit
 * them alike; -c does not count then.
 * Prints one JSON object. "ttfb" is from the request's last byte written to the first byte of the answer's body; times in
 * milliseconds. A stream is wrong unless it has status 200, 53 events, "[DONE]" and as many bytes as most streams of its URL.
 */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/epoll.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

enum { MAX_URLS = 8, EVENTS = 53, SLOW_CONTENT = 2000, KINDS = 6 };
enum kind { PLAIN, ABORT, SLOW, WHOLE, FAULT, CUT };
static const char *KIND_NAMES[] = {"plain", "abort", "slow", "whole", "fault", "cut"};

struct series {
    float *values;
    size_t length, size;
};
struct url {
    char host[64], path[256];
    int port;
    struct sockaddr_in address;
    char *requests[KINDS];
    size_t lengths[KINDS];
    struct series ttfb, total, gap;
    long done, measured, status_bad, broken, connect_failed, wrong_events, unexpected;
    struct { long bytes, count; } sizes[64];
    int size_count;
    char first_error[300];
};
static struct url urls[MAX_URLS];
static int url_count;

enum phase { CLOSED, CONNECTING, SENDING, HEAD, BODY, WAITING, FINISHED };
enum chunk_phase { CHUNK_SIZE, CHUNK_DATA, CHUNK_CRLF, TRAILER };
struct conn {
    int id, fd, url, streams, sent_here;
    enum phase phase;
    enum kind kind;
    size_t sent;
    char head[8192];
    size_t head_length;
    int status, chunked, close_after;
    int64_t left; /* of the body or the chunk; -1: until the other side closes */
    enum chunk_phase chunk;
    char size_line[40];
    int size_length;
    char line[8]; /* how the line under way begins */
    int line_length;
    long bytes, events;
    int done_seen, first_seen, measured;
    int64_t asked, last, worst_gap, due;
    int heap; /* place among the timers; -1: none runs */
    int abort_after;
};

static int epoll, connections = 64, open_mode;
static double seconds = 10, warm = 0, ramp = 0;
static long limit_streams = -1, started;
static const char *model = "flat", *prefix = "", *mix;
static int shares[KINDS], gap_ms;
static uint64_t seed = 1;
static char headers[4096];
static const char *url_headers[MAX_URLS], *url_models[MAX_URLS];
static struct conn *conns;
static struct conn **heap;
static int heap_length;
static int64_t begin, measure_from, measure_to;
static long live, peak, finished_conns, kind_done[KINDS], kind_bad[KINDS];
static long measured_streams;

static int64_t now_ns(void) {
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (int64_t)t.tv_sec * 1000000000 + t.tv_nsec;
}
static uint32_t random32(void) { /* xorshift64* */
    seed ^= seed >> 12;
    seed ^= seed << 25;
    seed ^= seed >> 27;
    return (uint32_t)((seed * 2685821657736338717ULL) >> 32);
}
static void keep(struct series *s, double value) {
    if (s->length == s->size) s->values = realloc(s->values, sizeof *s->values * (s->size = s->size ? s->size * 2 : 4096));
    s->values[s->length++] = (float)value;
}
static int by_value(const void *a, const void *b) {
    float x = *(const float *)a, y = *(const float *)b;
    return x < y ? -1 : x > y;
}

/* ---- timers ---------------------------------------------------------------------------------------------------- */
static void put(int place, struct conn *c) {
    heap[place] = c;
    c->heap = place;
}
static void heap_add(struct conn *c, int64_t due) {
    c->due = due;
    int i = heap_length++;
    while (i > 0 && heap[(i - 1) / 2]->due > due) {
        put(i, heap[(i - 1) / 2]);
        i = (i - 1) / 2;
    }
    put(i, c);
}
static void heap_remove(struct conn *c) {
    if (c->heap < 0) return;
    int i = c->heap;
    struct conn *last = heap[--heap_length];
    c->heap = -1;
    if (last == c) return;
    while (i > 0 && heap[(i - 1) / 2]->due > last->due) {
        put(i, heap[(i - 1) / 2]);
        i = (i - 1) / 2;
    }
    for (;;) {
        int child = 2 * i + 1;
        if (child >= heap_length) break;
        if (child + 1 < heap_length && heap[child + 1]->due < heap[child]->due) child++;
        if (heap[child]->due >= last->due) break;
        put(i, heap[child]);
        i = child;
    }
    put(i, last);
}

/* ---- one stream ------------------------------------------------------------------------------------------------ */
static void start(struct conn *c);

static void watch(struct conn *c, uint32_t what, int add) {
    struct epoll_event e = {.events = what, .data.ptr = c};
    epoll_ctl(epoll, add ? EPOLL_CTL_ADD : EPOLL_CTL_MOD, c->fd, &e);
}
static void hang_up(struct conn *c) {
    if (c->fd >= 0) close(c->fd);
    c->fd = -1;
    c->phase = CLOSED;
}
static void complain(struct conn *c, const char *what) {
    struct url *u = &urls[c->url];
    if (!u->first_error[0])
        snprintf(u->first_error, sizeof u->first_error, "%s: %s, status %d, %ld events, %ld bytes: %.120s", KIND_NAMES[c->kind], what, c->status,
                 c->events, c->bytes, c->head_length ? c->head : "");
    for (char *p = u->first_error; *p; p++)
        if ((unsigned char)*p < 32 || *p == '"' || *p == '\\') *p = ' ';
}
static int over(int64_t now) {
    return limit_streams >= 0 ? started >= limit_streams : now >= measure_to;
}
static void next(struct conn *c) {
    int64_t now = now_ns();
    if (url_count > 1) {
        if (over(now)) {
            c->phase = FINISHED;
            finished_conns = connections;
            return;
        }
        if (c->fd >= 0) {
            c->phase = WAITING;
            watch(c, EPOLLRDHUP, 0);
        }
        start(&conns[(c->id + 1) % connections]);
        return;
    }
    if (open_mode || over(now)) {
        c->phase = FINISHED;
        finished_conns++;
        if (!open_mode) hang_up(c), c->phase = FINISHED;
        return;
    }
    if (gap_ms > 0) {
        c->phase = c->fd < 0 ? CLOSED : WAITING;
        if (c->fd >= 0) watch(c, EPOLLRDHUP, 0);
        heap_add(c, now + (int64_t)(random32() % (uint32_t)gap_ms) * 1000000);
        return;
    }
    start(c);
}
static void count_size(struct url *u, long bytes) {
    for (int i = 0; i < u->size_count; i++) {
        if (u->sizes[i].bytes == bytes) {
            u->sizes[i].count++;
            return;
        }
    }
    if (u->size_count < 64) {
        u->sizes[u->size_count].bytes = bytes;
        u->sizes[u->size_count++].count = 1;
    }
}
/* The answer is whole, or the connection ended before it was (broken). */
static void end_stream(struct conn *c, int broken) {
    struct url *u = &urls[c->url];
    int64_t now = now_ns();
    int good = 1;
    live--;
    u->done++;
    kind_done[c->kind]++;
    switch (c->kind) {
    case PLAIN:
    case SLOW:
        if (broken) u->broken++, good = 0;
        else if (c->status != 200) u->status_bad++, good = 0;
        else if (c->events != (c->kind == SLOW ? SLOW_CONTENT + 3 : EVENTS) || !c->done_seen) u->wrong_events++, good = 0;
        else if (c->kind == PLAIN) count_size(u, c->bytes);
        break;
    case WHOLE: good = !broken && c->status == 200 && c->bytes > 50; break;
    case FAULT: good = !broken && c->status >= 400; break;         /* told as an error */
    case CUT: good = broken || !c->done_seen || c->status >= 400; break; /* never passed off as whole */
    case ABORT: good = c->status == 200; break;
    }
    if (!good) {
        complain(c, broken ? "broken off" : "wrong");
        kind_bad[c->kind]++;
        if (c->kind != PLAIN && c->kind != SLOW) u->unexpected++;
    }
    if (now >= measure_from && now < measure_to) {
        u->measured++;
        measured_streams++;
        if (good && c->kind == PLAIN) {
            keep(&u->total, (now - c->asked) / 1e6);
            keep(&u->gap, c->worst_gap / 1e6);
        }
    }
    heap_remove(c);
    if (broken || c->close_after || c->kind == SLOW || c->kind == ABORT) hang_up(c);
    next(c);
}
static enum kind choose(void) {
    if (!mix) return PLAIN;
    int roll = (int)(random32() % 100);
    for (int k = 0; k < KINDS; k++) {
        if (roll < shares[k]) return (enum kind)k;
        roll -= shares[k];
    }
    return PLAIN;
}
static void wrote(struct conn *c) {
    c->asked = c->last = now_ns();
    c->phase = HEAD;
    watch(c, EPOLLIN, 0);
}
static void write_more(struct conn *c) {
    struct url *u = &urls[c->url];
    while (c->sent < u->lengths[c->kind]) {
        ssize_t n = send(c->fd, u->requests[c->kind] + c->sent, u->lengths[c->kind] - c->sent, MSG_NOSIGNAL);
        if (n > 0) {
            c->sent += (size_t)n;
        } else if (n < 0 && errno == EAGAIN) {
            watch(c, EPOLLOUT, 0);
            return;
        } else {
            if (c->sent_here > 0 && c->sent == 0) { /* the other side closed an idle connection: ask again on a new one */
                hang_up(c);
                live--;
                started--;
                start(c);
                return;
            }
            end_stream(c, 1);
            return;
        }
    }
    wrote(c);
}
static void start(struct conn *c) {
    c->url = c->id % url_count;
    c->kind = choose();
    if (c->kind == SLOW) hang_up(c);
    c->streams++;
    started++;
    if (++live > peak) peak = live;
    c->sent = c->head_length = 0;
    c->status = c->chunked = c->close_after = 0;
    c->left = -1;
    c->chunk = CHUNK_SIZE;
    c->size_length = c->line_length = 0;
    c->bytes = c->events = 0;
    c->done_seen = c->first_seen = 0;
    c->worst_gap = 0;
    c->abort_after = 1 + (int)(random32() % 40);
    if (c->fd < 0) {
        c->sent_here = 0;
        c->fd = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0);
        int on = 1, small = 4096;
        setsockopt(c->fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
        if (c->kind == SLOW) setsockopt(c->fd, SOL_SOCKET, SO_RCVBUF, &small, sizeof small);
        struct url *u = &urls[c->url];
        if (connect(c->fd, (struct sockaddr *)&u->address, sizeof u->address) && errno != EINPROGRESS) {
            u->connect_failed++;
            complain(c, strerror(errno));
            hang_up(c);
            live--;
            heap_add(c, now_ns() + 100000000);
            return;
        }
        c->phase = CONNECTING;
        watch(c, EPOLLOUT, 1);
        return;
    }
    c->phase = SENDING;
    write_more(c);
    c->sent_here++;
}
/* Looks at a piece of the body: how lines begin tells events and the end. */
static void look(struct conn *c, const char *p, size_t n) {
    const char *end = p + n;
    c->bytes += (long)n;
    while (p < end) {
        if (c->line_length < 7) {
            if (*p == '\n') c->line_length = 0;
            else {
                c->line[c->line_length++] = *p;
                if (c->line_length == 7) {
                    if (!memcmp(c->line, "data: ", 6)) {
                        c->events++;
                        if (c->line[6] == '[') c->done_seen = 1;
                    } else if (!memcmp(c->line, "data:", 5)) {
                        c->events++;
                    }
                }
            }
            p++;
            continue;
        }
        const char *eol = memchr(p, '\n', (size_t)(end - p));
        if (!eol) return;
        c->line_length = 0;
        p = eol + 1;
    }
}
static void heard(struct conn *c, const char *p, size_t n) {
    int64_t now = now_ns();
    if (!c->first_seen) {
        c->first_seen = 1;
        if (c->status == 200 && c->kind == PLAIN && c->asked >= measure_from && c->asked < measure_to)
            keep(&urls[c->url].ttfb, (now - c->asked) / 1e6);
    } else if (now - c->last > c->worst_gap) {
        c->worst_gap = now - c->last;
    }
    c->last = now;
    look(c, p, n);
}
static const char *header(struct conn *c, const char *name) {
    size_t n = strlen(name);
    for (const char *line = c->head; line && *line; line = strstr(line, "\r\n")) {
        if (*line == '\r') line += 2;
        if (!strncasecmp(line, name, n) && line[n] == ':') return line + n + 1 + (line[n + 1] == ' ');
    }
    return NULL;
}
/* 1: the answer is whole */
static int body(struct conn *c, const char *p, size_t n) {
    if (!c->chunked) {
        if (n) heard(c, p, n);
        if (c->left >= 0) c->left -= (int64_t)n;
        return c->left == 0;
    }
    const char *end = p + n;
    while (p < end) {
        switch (c->chunk) {
        case CHUNK_SIZE:
        case TRAILER:
            if (*p == '\n') {
                c->size_line[c->size_length] = 0;
                if (c->chunk == TRAILER) {
                    if (c->size_length == 0) return 1;
                } else {
                    c->left = strtol(c->size_line, NULL, 16);
                    c->chunk = c->left == 0 ? TRAILER : CHUNK_DATA;
                }
                c->size_length = 0;
            } else if (*p != '\r' && c->size_length < 39) {
                c->size_line[c->size_length++] = *p;
            }
            p++;
            break;
        case CHUNK_DATA: {
            size_t take = (size_t)(end - p) < (size_t)c->left ? (size_t)(end - p) : (size_t)c->left;
            heard(c, p, take);
            c->left -= (int64_t)take;
            p += take;
            if (c->left == 0) c->chunk = CHUNK_CRLF;
            break;
        }
        case CHUNK_CRLF:
            if (*p == '\n') c->chunk = CHUNK_SIZE;
            p++;
            break;
        }
    }
    return 0;
}
static void readable(struct conn *c) {
    static char buffer[65536];
    size_t want = c->kind == SLOW ? 4096 : sizeof buffer;
    ssize_t n = recv(c->fd, buffer, want, 0);
    if (n < 0 && errno == EAGAIN) return;
    if (n <= 0) {
        if (c->phase == HEAD && c->head_length == 0 && c->sent_here > 0 && n == 0) { /* closed while idle, as we asked */
            hang_up(c);
            live--;
            started--;
            c->streams--;
            start(c);
            return;
        }
        end_stream(c, !(c->phase == BODY && !c->chunked && c->left < 0 && n == 0));
        return;
    }
    const char *p = buffer;
    size_t length = (size_t)n;
    if (c->phase == HEAD) {
        size_t old = c->head_length, room = sizeof c->head - 1 - old, take = length < room ? length : room;
        memcpy(c->head + old, p, take);
        c->head_length += take;
        c->head[c->head_length] = 0;
        char *end = strstr(c->head, "\r\n\r\n");
        if (!end) {
            if (take == room) end_stream(c, 1);
            return;
        }
        size_t used = (size_t)(end - c->head) + 4 - old;
        p += used;
        length -= used;
        c->head_length = (size_t)(end - c->head) + 4;
        c->head[c->head_length] = 0;
        c->status = atoi(c->head + 9);
        const char *value = header(c, "transfer-encoding");
        c->chunked = value && !strncasecmp(value, "chunked", 7);
        value = header(c, "content-length");
        c->left = value ? atol(value) : -1;
        value = header(c, "connection");
        c->close_after = value && !strncasecmp(value, "close", 5);
        c->phase = BODY;
        if (!c->chunked && c->left == 0) {
            end_stream(c, 0);
            return;
        }
        if (length == 0) return;
    }
    int whole = body(c, p, length);
    if (c->kind == ABORT && c->events >= c->abort_after) {
        end_stream(c, 0);
        return;
    }
    if (whole) {
        end_stream(c, 0);
        return;
    }
    if (c->kind == SLOW) { /* reads a little, then looks away */
        watch(c, 0, 0);
        heap_add(c, now_ns() + 25000000);
    }
}
static void happened(struct conn *c, uint32_t what) {
    switch (c->phase) {
    case CONNECTING: {
        int error = 0;
        socklen_t size = sizeof error;
        getsockopt(c->fd, SOL_SOCKET, SO_ERROR, &error, &size);
        if (error) {
            urls[c->url].connect_failed++;
            complain(c, strerror(error));
            hang_up(c);
            live--;
            heap_add(c, now_ns() + 100000000);
            return;
        }
        c->phase = SENDING;
        write_more(c);
        c->sent_here++;
        break;
    }
    case SENDING: write_more(c); break;
    case HEAD:
    case BODY: readable(c); break;
    case WAITING: hang_up(c); break; /* the timer starts it anew */
    case CLOSED:
    case FINISHED:
        if (what & (EPOLLRDHUP | EPOLLHUP | EPOLLERR)) {
            enum phase was = c->phase;
            hang_up(c);
            c->phase = was;
        } else if (c->fd >= 0) {
            watch(c, EPOLLRDHUP, 0);
        }
        break;
    }
}

/* ---- the whole ------------------------------------------------------------------------------------------------- */
static void parse_url(const char *text) {
    struct url *u = &urls[url_count++];
    if (sscanf(text, "http://%63[^:/]:%d%255s", u->host, &u->port, u->path) != 3) {
        fprintf(stderr, "loadgen: not http://HOST:PORT/PATH: %s\n", text);
        exit(2);
    }
    u->address.sin_family = AF_INET;
    u->address.sin_port = htons((uint16_t)u->port);
    inet_pton(AF_INET, u->host, &u->address.sin_addr);
}
static void compose(int index) {
    struct url *u = &urls[index];
    for (int k = 0; k < KINDS; k++) {
        char json[2048], name[200];
        const char *plain = url_models[index] ? url_models[index] : model;
        snprintf(name, sizeof name, "%s%s", prefix, k == FAULT ? "fault-503" : k == CUT ? "cut-10" : k == ABORT && mix ? "pace-10" : k == SLOW ? "long-2000" : plain);
        int n = snprintf(json, sizeof json,
                         "{\"model\":\"%s\",%s\"messages\":[{\"role\":\"system\",\"content\":\"You are a helpful "
                         "assistant that answers in one short paragraph.\"},{\"role\":\"user\",\"content\":\"What does a gateway do? "
                         "用一句话回答。\"}],\"temperature\":0.6,\"max_tokens\":512}",
                         name, k == WHOLE ? "" : "\"stream\":true,\"stream_options\":{\"include_usage\":true},");
        u->requests[k] = malloc(8192);
        u->lengths[k] = (size_t)snprintf(u->requests[k], 8192,
                                         "POST %s HTTP/1.1\r\nhost: %s:%d\r\ncontent-type: application/json\r\naccept: */*\r\n%s%s"
                                         "content-length: %d\r\n\r\n%s",
                                         u->path, u->host, u->port, headers, url_headers[index] ? url_headers[index] : "", n, json);
    }
}
static void parse_mix(void) {
    char copy[256];
    snprintf(copy, sizeof copy, "%s", mix);
    for (char *word = strtok(copy, ","); word; word = strtok(NULL, ",")) {
        for (int k = 0; k < KINDS; k++) {
            size_t n = strlen(KIND_NAMES[k]);
            if (!strncmp(word, KIND_NAMES[k], n) && word[n] == '=') shares[k] = atoi(word + n + 1);
        }
    }
}
static void print_series(const char *name, struct series *s) {
    if (s->length == 0) {
        printf("\"%s\":null,", name);
        return;
    }
    qsort(s->values, s->length, sizeof *s->values, by_value);
#define AT(q) s->values[(size_t)((double)(s->length - 1) * (q))]
    printf("\"%s\":{\"n\":%zu,\"p50\":%.4f,\"p90\":%.4f,\"p99\":%.4f,\"max\":%.4f},", name, s->length, AT(.5), AT(.9), AT(.99), AT(1));
}
static void report(double elapsed) {
    printf("{\"seconds\":%.3f,\"streams\":%ld,\"rate\":%.2f,\"peak\":%ld,\"targets\":[", elapsed, measured_streams, (double)measured_streams / elapsed,
           peak);
    for (int i = 0; i < url_count; i++) {
        struct url *u = &urls[i];
        long most = 0, bytes = 0, sum = 0;
        for (int k = 0; k < u->size_count; k++) {
            sum += u->sizes[k].count;
            if (u->sizes[k].count > most) most = u->sizes[k].count, bytes = u->sizes[k].bytes;
        }
        printf("%s{\"done\":%ld,\"measured\":%ld,", i ? "," : "", u->done, u->measured);
        print_series("ttfb", &u->ttfb);
        print_series("total", &u->total);
        print_series("gap", &u->gap);
        printf("\"bytes\":%ld,\"wrong_bytes\":%ld,\"wrong_events\":%ld,\"bad_status\":%ld,\"broken\":%ld,\"connect_failed\":%ld,\"unexpected\":%ld,"
               "\"first_error\":\"%s\"}",
               bytes, sum - most, u->wrong_events, u->status_bad, u->broken, u->connect_failed, u->unexpected, u->first_error);
    }
    printf("],\"kinds\":{");
    for (int k = 0; k < KINDS; k++) printf("%s\"%s\":[%ld,%ld]", k ? "," : "", KIND_NAMES[k], kind_done[k], kind_bad[k]);
    printf("}}\n");
}
static void options(int argc, char **argv) {
    int option;
    while ((option = getopt(argc, argv, "c:t:w:n:r:om:H:T:M:x:P:s:g:")) != -1) {
        switch (option) {
        case 'c': connections = atoi(optarg); break;
        case 't': seconds = atof(optarg); break;
        case 'w': warm = atof(optarg); break;
        case 'n': limit_streams = atol(optarg); break;
        case 'r': ramp = atof(optarg); break;
        case 'o': open_mode = 1; break;
        case 'm': model = optarg; break;
        case 'H':
            snprintf(headers + strlen(headers), sizeof headers - strlen(headers), "%s\r\n", optarg);
            break;
        case 'T': {
            int i = atoi(optarg) % MAX_URLS;
            char *text;
            if (asprintf(&text, "%s%s\r\n", url_headers[i] ? url_headers[i] : "", strchr(optarg, ':') + 1) > 0) url_headers[i] = text;
            break;
        }
        case 'M': url_models[atoi(optarg) % MAX_URLS] = strchr(optarg, ':') + 1; break;
        case 'x': mix = optarg; break;
        case 'P': prefix = optarg; break;
        case 's': seed = strtoull(optarg, NULL, 10) * 2862933555777941757ULL + 3037000493ULL; break;
        case 'g': gap_ms = atoi(optarg); break;
        default: exit(2);
        }
    }
    for (; optind < argc && url_count < MAX_URLS; optind++) parse_url(argv[optind]);
    if (url_count == 0) {
        fprintf(stderr, "usage: loadgen [options] URL [URL …]; the options stand at the top of loadgen.c\n");
        exit(2);
    }
}
int main(int argc, char **argv) {
    options(argc, argv);
    struct rlimit limit;
    getrlimit(RLIMIT_NOFILE, &limit);
    limit.rlim_cur = limit.rlim_max;
    setrlimit(RLIMIT_NOFILE, &limit);
    signal(SIGPIPE, SIG_IGN);
    if (mix) parse_mix();
    for (int i = 0; i < url_count; i++) compose(i);
    if (url_count > 1) connections = url_count;
    conns = calloc((size_t)connections, sizeof *conns);
    heap = calloc((size_t)connections + 1, sizeof *heap);
    epoll = epoll_create1(0);
    begin = now_ns();
    measure_from = begin + (int64_t)(warm * 1e9);
    measure_to = open_mode || limit_streams >= 0 ? INT64_MAX : measure_from + (int64_t)(seconds * 1e9);
    for (int i = 0; i < connections; i++) {
        conns[i].id = i;
        conns[i].fd = conns[i].heap = -1;
        if (url_count == 1 || i == 0) heap_add(&conns[i], begin + (int64_t)(ramp * 1e9 * i / connections));
    }
    struct epoll_event events[512];
    int64_t deadline = 0;
    while (finished_conns < connections) {
        int timeout = 1000;
        int64_t now = now_ns();
        if (heap_length > 0) {
            int64_t wait = heap[0]->due - now;
            timeout = wait <= 0 ? 0 : wait > 1000000000 ? 1000 : (int)((wait + 999999) / 1000000);
        }
        int n = epoll_wait(epoll, events, 512, timeout);
        for (int i = 0; i < n; i++) happened(events[i].data.ptr, events[i].events);
        now = now_ns();
        while (heap_length > 0 && heap[0]->due <= now) {
            struct conn *c = heap[0];
            heap_remove(c);
            if (c->phase == BODY || c->phase == HEAD) watch(c, EPOLLIN, 0); /* a slow reader looks again */
            else if (over(now)) next(c);
            else start(c);
        }
        if (measure_to != INT64_MAX && now > measure_to) { /* whoever is not done half a minute later never will be */
            if (!deadline) deadline = now + 30000000000;
            if (now > deadline) break;
        }
    }
    int64_t end = now_ns();
    for (int i = 0; i < connections; i++) {
        if (conns[i].phase != FINISHED && conns[i].phase != CLOSED && conns[i].phase != WAITING) {
            urls[conns[i].url].broken++;
            static char words[80];
            snprintf(words, sizeof words, "never ended: asked %.1f s ago, last heard %.1f s ago", (double)(end - conns[i].asked) / 1e9,
                     (double)(end - (conns[i].last ? conns[i].last : conns[i].asked)) / 1e9);
            complain(&conns[i], words);
        }
    }
    report(measure_to == INT64_MAX ? (double)(end - measure_from) / 1e9 : seconds);
    return 0;
}
