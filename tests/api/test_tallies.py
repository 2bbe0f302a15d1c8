"""Does what is counted first and moved later come out as if the library had counted it?"""

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest

from service.observing.metrics import Metrics
from service.observing.tallies import Counts, Durations, Level

BOUNDS = (0.1, 1.0, 10.0)


def test_counts_are_moved_once() -> None:
    registry = CollectorRegistry()
    counts = Counts(Counter("calls", "Calls.", ["how"], registry=registry))
    counts.add("well")
    counts.add("well", by=2)
    counts.add("never", by=0)
    assert registry.get_sample_value("calls_total", {"how": "well"}) is None
    for _ in range(2):
        counts.move()
        assert registry.get_sample_value("calls_total", {"how": "well"}) == 3
        assert registry.get_sample_value("calls_total", {"how": "never"}) == 0
    counts.add("well")
    counts.move()
    assert registry.get_sample_value("calls_total", {"how": "well"}) == 4


def test_durations_are_in_the_librarys_own_buckets() -> None:
    ours, theirs = CollectorRegistry(), CollectorRegistry()
    durations = Durations(Histogram("t", "T.", ["how"], buckets=BOUNDS, registry=ours), BOUNDS)
    histogram = Histogram("t", "T.", ["how"], buckets=BOUNDS, registry=theirs)
    for seconds in (0.0, 0.05, 0.1, 0.5, 1.0, 1.5, 10.0, 10.5, 1000.0):
        for how in ("well", "badly"):
            durations.observe(seconds, how)
            histogram.labels(how).observe(seconds)
        durations.move()
    assert generate_latest(ours) == generate_latest(theirs)


def test_a_level_is_what_it_is_when_it_is_moved() -> None:
    registry = CollectorRegistry()
    level = Level(Gauge("waiting", "Waiting.", registry=registry))
    for by in (1, 1, -1):
        level.change(by)
    level.move()
    assert registry.get_sample_value("waiting") == 1


def test_whoever_reads_the_metrics_reads_all_that_was_counted() -> None:
    metrics = Metrics()
    metrics.answered("/healthz", "GET", 200, "ok", "", 0.1)
    metrics.in_flight.change(2)
    read = metrics.exposition().decode()
    assert 'route="/healthz",status="2xx"} 1.0' in read
    assert 'claimwire_request_seconds_count{cache="none",route="/healthz"} 1.0' in read
    assert "claimwire_requests_in_flight 2.0" in read
