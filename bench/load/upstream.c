/*
 * An OpenAI-shaped upstream for load tests: one thread, epoll, no allocation per stream but its connection.
 *
 *   upstream PORT          listens on 127.0.0.1; 0 picks a port and prints it
 *
 * What it plays is in the model's name (a "provider/" before it is ignored):
 *   flat            53 events as fast as they can be written, one write each
 *   long-2000       the same with as many content chunks
 *   pace-40         the same with 40 ms before each of the 50 content chunks
 *   fault-503       refuses with that status
 *   cut-10          breaks the connection off after 10 events
 *   hang            never answers
 * Without "stream":true it answers with one JSON object. Usage is in the last chunk before [DONE], as Kimi sends it.
 * GET /stats tells requests, completed, aborted (the other side left before the end), live, peak, connections; POST /reset
 * sets the counts to nothing.
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

enum { EVENTS = 53, CONTENT = 50, MAX_REQUEST = 32 << 20 };

static const char *WORDS[] = {"The ", "gateway ", "hands ", "on ", "what ", "it ", "hears, ", "月 ", "and ", "counts. "};

struct piece {
    char *bytes;
    size_t length;
};
static struct piece pieces[EVENTS]; /* each event as one HTTP chunk; the first with the answer's head before it */
static struct piece ending;         /* the last chunk of the body */
static struct piece whole;          /* an answer that is not streamed */

struct conn {
    int fd;
    char *in;
    size_t in_length, in_size;
    int streaming;     /* an answer is being written */
    int event;         /* the next one to write */
    int content;       /* how many of them are content */
    int cut;           /* break off before this event; -1: never */
    int64_t pace;      /* nanoseconds before each content chunk; 0: flat; -1: never goes on */
    const char *out;   /* what could not be written yet */
    size_t out_length;
    int blocked;
    int64_t due;
    int heap;          /* place in the heap; -1: not there */
    int queued;        /* in the round of the flat ones */
    int dead;
    struct conn *next_dead;
};

static int epoll;
static struct conn **heap;
static int heap_length, heap_size;
static struct conn **flat, **flat_next;
static int flat_length, flat_size;
static struct conn *dead;
static long requests, completed, aborted, refused, live, peak, connections;

static int64_t now_ns(void) {
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (int64_t)t.tv_sec * 1000000000 + t.tv_nsec;
}

/* ---- a heap of what is due ------------------------------------------------------------------------------------- */
static void put(int place, struct conn *c) {
    heap[place] = c;
    c->heap = place;
}
static void up(int i, struct conn *c) {
    while (i > 0 && heap[(i - 1) / 2]->due > c->due) {
        put(i, heap[(i - 1) / 2]);
        i = (i - 1) / 2;
    }
    put(i, c);
}
static void down(int i, struct conn *c) {
    for (;;) {
        int child = 2 * i + 1;
        if (child >= heap_length) break;
        if (child + 1 < heap_length && heap[child + 1]->due < heap[child]->due) child++;
        if (heap[child]->due >= c->due) break;
        put(i, heap[child]);
        i = child;
    }
    put(i, c);
}
static void heap_add(struct conn *c) {
    if (heap_length == heap_size) heap = realloc(heap, sizeof *heap * (heap_size = heap_size ? heap_size * 2 : 1024));
    up(heap_length++, c);
}
static void heap_remove(struct conn *c) {
    if (c->heap < 0) return;
    int i = c->heap;
    struct conn *last = heap[--heap_length];
    c->heap = -1;
    if (last == c) return;
    if (i > 0 && heap[(i - 1) / 2]->due > last->due) up(i, last);
    else down(i, last);
}
static void flat_add(struct conn *c) {
    if (c->queued) return;
    c->queued = 1;
    if (flat_length == flat_size) {
        flat_size = flat_size ? flat_size * 2 : 1024;
        flat = realloc(flat, sizeof *flat * flat_size);
        flat_next = realloc(flat_next, sizeof *flat_next * flat_size);
    }
    flat[flat_length++] = c;
}

/* ---- what is said ---------------------------------------------------------------------------------------------- */
static struct piece chunk(const char *head, const char *body) {
    struct piece p;
    size_t size = strlen(head) + strlen(body) + 32;
    p.bytes = malloc(size);
    p.length = (size_t)snprintf(p.bytes, size, "%s%zx\r\n%s\r\n", head, strlen(body), body);
    return p;
}
static void compose(void) {
    char body[2048];
    const char *head = "HTTP/1.1 200 OK\r\ncontent-type: text/event-stream; charset=utf-8\r\ncache-control: no-cache\r\n"
                       "x-request-id: req-0123456789\r\ntransfer-encoding: chunked\r\n\r\n";
    const char *frame = "data: {\"id\":\"chatcmpl-6a1f0c2b9d\",\"object\":\"chat.completion.chunk\",\"created\":1790000000,"
                        "\"model\":\"mock\",\"choices\":[{\"index\":0,\"delta\":%s,\"finish_reason\":%s}]%s}\n\n";
    char delta[256];
    snprintf(body, sizeof body, frame, "{\"role\":\"assistant\",\"content\":\"\"}", "null", "");
    pieces[0] = chunk(head, body);
    for (int i = 0; i < CONTENT; i++) {
        snprintf(delta, sizeof delta, "{\"content\":\"%s\"}", WORDS[i % 10]);
        snprintf(body, sizeof body, frame, delta, "null", "");
        pieces[1 + i] = chunk("", body);
    }
    snprintf(body, sizeof body, frame, "{}", "\"stop\"",
             ",\"usage\":{\"prompt_tokens\":19,\"completion_tokens\":50,\"total_tokens\":69,"
             "\"prompt_tokens_details\":{\"cached_tokens\":3}}");
    pieces[EVENTS - 2] = chunk("", body);
    pieces[EVENTS - 1] = chunk("", "data: [DONE]\n\n");
    ending.bytes = "0\r\n\r\n";
    ending.length = 5;
    const char *json = "{\"id\":\"chatcmpl-6a1f0c2b9d\",\"object\":\"chat.completion\",\"created\":1790000000,\"model\":\"mock\","
                       "\"choices\":[{\"index\":0,\"message\":{\"role\":\"assistant\",\"content\":\"The gateway hands on what it hears.\"},"
                       "\"finish_reason\":\"stop\"}],\"usage\":{\"prompt_tokens\":19,\"completion_tokens\":50,\"total_tokens\":69}}";
    whole.bytes = malloc(4096);
    whole.length = (size_t)snprintf(whole.bytes, 4096,
                                    "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: %zu\r\n\r\n%s", strlen(json), json);
}

/* ---- connections ----------------------------------------------------------------------------------------------- */
static void drop(struct conn *c) {
    if (c->dead) return;
    c->dead = 1;
    if (c->streaming) {
        aborted++;
        live--;
    }
    heap_remove(c);
    close(c->fd);
    connections--;
    c->next_dead = dead;
    dead = c;
}
static void watch(struct conn *c, int writing) {
    struct epoll_event e = {.events = EPOLLIN | EPOLLRDHUP | (writing ? EPOLLOUT : 0), .data.ptr = c};
    epoll_ctl(epoll, EPOLL_CTL_MOD, c->fd, &e);
}
/* 1: all of it went */
static int send_now(struct conn *c, const char *bytes, size_t length) {
    while (length > 0) {
        ssize_t n = send(c->fd, bytes, length, MSG_NOSIGNAL);
        if (n > 0) {
            bytes += n;
            length -= (size_t)n;
        } else if (n < 0 && errno == EAGAIN) {
            c->out = bytes;
            c->out_length = length;
            c->blocked = 1;
            watch(c, 1);
            return 0;
        } else {
            drop(c);
            return 0;
        }
    }
    return 1;
}
static void handle_input(struct conn *c);
static struct piece *piece(struct conn *c, int i);

static void finish(struct conn *c) {
    c->streaming = 0;
    live--;
    completed++;
    handle_input(c); /* a request that came meanwhile */
}
/* Writes the next event, and says when the one after it is due. */
static void step(struct conn *c) {
    if (c->dead || !c->streaming || c->blocked) return;
    if (c->event == c->cut) {
        struct linger hard = {1, 0};
        setsockopt(c->fd, SOL_SOCKET, SO_LINGER, &hard, sizeof hard);
        c->streaming = 0;
        live--;
        refused++;
        drop(c);
        return;
    }
    int i = c->event++;
    if (i < c->content + 3) {
        struct piece *p = piece(c, i);
        if (!send_now(c, p->bytes, p->length)) return;
    } else {
        if (send_now(c, ending.bytes, ending.length) || (!c->dead && c->blocked)) {
            if (!c->blocked) finish(c);
        }
        return;
    }
    if (c->pace > 0 && c->event <= c->content) {
        c->due += c->pace;
        heap_add(c);
    } else {
        flat_add(c);
    }
}
static struct piece *piece(struct conn *c, int i) {
    int after = i - c->content;
    return after > 0 ? &pieces[CONTENT + after] : i == 0 ? &pieces[0] : &pieces[1 + (i - 1) % CONTENT];
}
static const char *find(const char *text, size_t length, const char *word) {
    return memmem(text, length, word, strlen(word));
}
static void answer(struct conn *c, const char *body, size_t length) {
    requests++;
    char model[128] = "flat";
    const char *at = find(body, length, "\"model\"");
    if (at) {
        const char *end = body + length;
        at += 7;
        while (at < end && (*at == ' ' || *at == ':' || *at == '"')) at++;
        size_t n = 0;
        while (at < end && *at != '"' && n < sizeof model - 1) model[n++] = *at++;
        model[n] = 0;
    }
    char *name = strrchr(model, '/');
    name = name ? name + 1 : model;
    if (!strncmp(name, "fault-", 6)) {
        char text[512];
        int status = atoi(name + 6);
        const char *json = "{\"error\":{\"message\":\"planted by the load test\",\"type\":\"server_error\",\"code\":\"planted\"}}";
        int n = snprintf(text, sizeof text, "HTTP/1.1 %d Planted\r\ncontent-type: application/json\r\ncontent-length: %zu\r\n\r\n%s", status,
                         strlen(json), json);
        refused++;
        send_now(c, text, (size_t)n);
        return;
    }
    int hang = !strncmp(name, "hang", 4);
    if (!hang && !find(body, length, "\"stream\":true") && !find(body, length, "\"stream\": true")) {
        if (send_now(c, whole.bytes, whole.length)) completed++;
        return;
    }
    c->streaming = 1;
    if (++live > peak) peak = live;
    c->event = 0;
    c->content = !strncmp(name, "long-", 5) ? atoi(name + 5) : CONTENT;
    c->cut = !strncmp(name, "cut-", 4) ? atoi(name + 4) : -1;
    c->pace = hang ? -1 : !strncmp(name, "pace-", 5) ? (int64_t)atoi(name + 5) * 1000000 : 0;
    c->due = now_ns();
    if (!hang) step(c);
}
static void stats(struct conn *c) {
    char body[512], text[1024];
    int n = snprintf(body, sizeof body,
                     "{\"requests\":%ld,\"completed\":%ld,\"aborted\":%ld,\"refused\":%ld,\"live\":%ld,\"peak\":%ld,\"connections\":%ld}\n",
                     requests, completed, aborted, refused, live, peak, connections - 1);
    int m = snprintf(text, sizeof text, "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: %d\r\n\r\n%s", n, body);
    send_now(c, text, (size_t)m);
}
/* Takes one request out of what has been read, if it is whole. Bodies come with a length or in chunks. */
static void handle_input(struct conn *c) {
    while (!c->dead && !c->streaming && !c->blocked && c->in_length > 0) {
        const char *end = memmem(c->in, c->in_length, "\r\n\r\n", 4);
        if (!end) return;
        size_t head = (size_t)(end - c->in) + 4;
        long length = 0;
        int chunked = 0;
        for (const char *line = c->in; line < end;) {
            const char *next = memmem(line, (size_t)(end + 2 - line), "\r\n", 2);
            if (!strncasecmp(line, "content-length:", 15)) length = atol(line + 15);
            if (!strncasecmp(line, "transfer-encoding:", 18)) chunked = 1;
            line = next + 2;
        }
        char *body = c->in + head;
        size_t used;
        if (chunked) {
            char *from = body, *to = body, *stop = c->in + c->in_length;
            int done = 0;
            /* First see whether it is whole: undoing chunks in place would spoil it otherwise. */
            for (int pass = 0; pass < 2; pass++) {
                from = to = body;
                done = 0;
                for (;;) {
                    char *eol = memmem(from, (size_t)(stop - from), "\r\n", 2);
                    if (!eol) break;
                    size_t n = strtoul(from, NULL, 16);
                    if ((size_t)(stop - eol) < n + 4) break;
                    if (pass == 1) memmove(to, eol + 2, n);
                    to += n;
                    from = eol + 2 + n + 2;
                    if (n == 0) {
                        done = 1;
                        break;
                    }
                }
                if (!done) return;
            }
            length = to - body;
            used = (size_t)(from - c->in);
        } else {
            if (c->in_length < head + (size_t)length) return;
            used = head + (size_t)length;
        }
        if (!strncmp(c->in, "GET /stats", 10)) {
            stats(c);
        } else if (!strncmp(c->in, "POST /reset", 11)) {
            requests = completed = aborted = refused = 0;
            peak = live;
            stats(c);
        } else if (!strncmp(c->in, "GET ", 4)) {
            const char *json = "{\"object\":\"list\",\"data\":[{\"id\":\"flat\",\"object\":\"model\",\"owned_by\":\"mock\"}]}";
            char list[512];
            snprintf(list, sizeof list, "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: %zu\r\n\r\n%s",
                     strlen(json), json);
            send_now(c, list, strlen(list));
        } else {
            answer(c, body, (size_t)length);
        }
        if (c->dead) return;
        c->in_length -= used;
        memmove(c->in, c->in + used, c->in_length);
    }
}
static void readable(struct conn *c) {
    for (;;) {
        if (c->in_length == c->in_size) {
            if (c->in_size >= MAX_REQUEST) {
                drop(c);
                return;
            }
            c->in = realloc(c->in, c->in_size = c->in_size ? c->in_size * 2 : 2048);
        }
        ssize_t n = recv(c->fd, c->in + c->in_length, c->in_size - c->in_length, 0);
        if (n > 0) {
            c->in_length += (size_t)n;
            if (c->in_length < c->in_size) break;
        } else if (n < 0 && errno == EAGAIN) {
            break;
        } else {
            drop(c);
            return;
        }
    }
    handle_input(c);
}
static void writable(struct conn *c) {
    const char *out = c->out;
    size_t length = c->out_length;
    c->blocked = 0;
    if (!send_now(c, out, length)) return;
    watch(c, 0);
    if (!c->streaming) {
        handle_input(c);
    } else if (c->event > c->content + 3) {
        finish(c);
    } else if (c->pace > 0 && c->event <= c->content) {
        c->due += c->pace;
        heap_add(c);
    } else if (c->pace >= 0) {
        flat_add(c);
    }
}

int main(int argc, char **argv) {
    if (argc != 2) {
        fprintf(stderr, "usage: upstream PORT\n");
        return 2;
    }
    struct rlimit limit;
    getrlimit(RLIMIT_NOFILE, &limit);
    limit.rlim_cur = limit.rlim_max;
    setrlimit(RLIMIT_NOFILE, &limit);
    signal(SIGPIPE, SIG_IGN);
    compose();
    int on = 1, server = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0);
    setsockopt(server, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons((uint16_t)atoi(argv[1])), .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    if (bind(server, (struct sockaddr *)&address, sizeof address) || listen(server, 4096)) {
        perror("upstream");
        return 1;
    }
    socklen_t size = sizeof address;
    getsockname(server, (struct sockaddr *)&address, &size);
    printf("%d\n", ntohs(address.sin_port));
    fflush(stdout);
    epoll = epoll_create1(0);
    struct epoll_event e = {.events = EPOLLIN, .data.ptr = NULL}, events[512];
    epoll_ctl(epoll, EPOLL_CTL_ADD, server, &e);
    for (;;) {
        int timeout = -1;
        if (flat_length > 0) {
            timeout = 0;
        } else if (heap_length > 0) {
            int64_t wait = heap[0]->due - now_ns();
            timeout = wait <= 0 ? 0 : (int)((wait + 999999) / 1000000);
        }
        int n = epoll_wait(epoll, events, 512, timeout);
        for (int i = 0; i < n; i++) {
            struct conn *c = events[i].data.ptr;
            if (!c) {
                int fd;
                while ((fd = accept4(server, NULL, NULL, SOCK_NONBLOCK)) >= 0) {
                    setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
                    struct conn *fresh = calloc(1, sizeof *fresh);
                    fresh->fd = fd;
                    fresh->heap = -1;
                    fresh->cut = -1;
                    struct epoll_event interest = {.events = EPOLLIN | EPOLLRDHUP, .data.ptr = fresh};
                    epoll_ctl(epoll, EPOLL_CTL_ADD, fd, &interest);
                    connections++;
                }
                continue;
            }
            if (c->dead) continue;
            if (events[i].events & EPOLLOUT) writable(c);
            if (!c->dead && events[i].events & (EPOLLIN | EPOLLRDHUP | EPOLLHUP | EPOLLERR)) readable(c);
        }
        if (heap_length > 0) {
            int64_t now = now_ns();
            while (heap_length > 0 && heap[0]->due <= now) {
                struct conn *c = heap[0];
                heap_remove(c);
                step(c);
            }
        }
        int round = flat_length;
        if (round > 0) { /* whoever has more to say joins the next round */
            struct conn **swap = flat;
            flat = flat_next;
            flat_next = swap;
            flat_length = 0;
            for (int i = 0; i < round; i++) {
                struct conn *c = flat_next[i];
                c->queued = 0;
                step(c);
            }
        }
        while (dead) {
            struct conn *c = dead;
            int waiting = c->queued;
            dead = c->next_dead;
            if (waiting) {
                for (int i = 0; i < flat_length; i++) {
                    if (flat[i] == c) {
                        flat[i] = flat[--flat_length];
                        break;
                    }
                }
            }
            free(c->in);
            free(c);
        }
    }
}
