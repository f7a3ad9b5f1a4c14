using BenchmarkDotNet.Attributes;
using CityOps.Core.City;
using CityOps.Core.Readings;
using CityOps.Storage.Journal;
using Microsoft.Extensions.Logging.Abstractions;

namespace CityOps.Benchmarks;

/// <summary>
/// Appending and committing the messages of the reference load: 2,000 devices, 4 readings a message. The disk under the temporary
/// folder is part of what is measured. A microsecond a message is a CPU second per million messages of the worker's ten.
/// </summary>
[MemoryDiagnoser]
public class JournalBenchmark
{
    const int Devices = 2_000;
    const long Start = 1_768_284_600_000;

    readonly JournalEntry _entry = new();
    Series[][] _series = [];
    Journal? _journal;
    string _folder = "";
    long _sent;

    /// <summary>Messages that are under way when their senders wait for the commit.</summary>
    [Params(1, 100, 5_000)]
    public int Together { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        string[] quantities = ["pm10", "pm25", "no2", "o3"];
        _series = [.. Enumerable.Range(0, Devices).Select(d => quantities.Select(q => new Series(new SeriesId($"load-{d:00000}", q), "air", "ug/m3")).ToArray())];
        _folder = Directory.CreateTempSubdirectory("cityops-benchmark-").FullName;
        _journal = Journal.Open(new JournalOptions { Folder = _folder, CommitInterval = TimeSpan.Zero }, TimeProvider.System, NullLogger.Instance);
        _journal.Committed += DeleteWhatIsBehind;
    }

    [GlobalCleanup]
    public async Task Cleanup()
    {
        await _journal!.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    /// <summary>One operation is <see cref="Together"/> messages, on disk.</summary>
    [Benchmark]
    public Task AppendAndCommit()
    {
        var committed = Task.CompletedTask;
        for (var i = 0; i < Together; i++)
        {
            Fill();
            committed = _journal!.Append(_entry);
        }

        // Messages keep their order, so the last one's commit is everybody's.
        return committed;
    }

    void Fill()
    {
        var (device, now) = (_series[_sent % Devices], Start + _sent);
        _entry.Clear();
        (_entry.Device, _entry.ReceivedAt, _entry.Class) = (device[0].Id.Device, now, MessageClass.Decoded);
        _entry.Hash = new UInt128((ulong)_sent * 0x9E3779B97F4A7C15, (ulong)_sent);
        _entry.SkewMs = -120;
        _entry.Seqs.Add(_sent / Devices);
        foreach (var series in device)
        {
            _entry.Readings.Add(new EntryReading(series, now - 120, 20 + (_sent % 100 / 8.0), Quality.Good, QualityReasons.None, false));
        }

        _sent++;
    }

    // Closed segments go at the next rotation, so that a long run does not fill the disk.
    void DeleteWhatIsBehind(JournalBatch batch)
    {
        _journal!.Pass("benchmark", batch.Position.Position);
        _journal.KeepForDuplicates(batch.Position.Position);
    }
}
