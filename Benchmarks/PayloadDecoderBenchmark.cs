using System.Text;
using BenchmarkDotNet.Attributes;
using CityOps.Core.Readings;
using CityOps.Core.Wire;

namespace CityOps.Benchmarks;

/// <summary>
/// Decoding and judging the message of the reference load: 4 readings, 150-180 bytes. A microsecond a message is a CPU second per
/// million messages of the worker's ten.
/// </summary>
[MemoryDiagnoser]
public class PayloadDecoderBenchmark
{
    const long Now = 1_768_284_600_000;
    const string Topic = "cityops/v1/air/load-00017/readings";

    readonly DecodedMessage _message = new();
    PayloadContext _context;
    byte[] _reference = [];
    byte[] _bare = [];
    byte[] _rubbish = [];

    [GlobalSetup]
    public void Setup()
    {
        _context = new PayloadContext("load-00017", "air", Now, TimeSpan.FromDays(31), TimeSpan.FromMinutes(5));
        _reference = Encoding.UTF8.GetBytes(
            """{"device":"load-00017","ts":"2026-01-13T06:10:00.123Z","seq":471100,"m":{"pm10":{"v":34.2,"u":"ug/m3"},"pm25":{"v":29.8,"u":"ug/m3"},"no2":41.25,"o3":12.5}}""");
        _bare = Encoding.UTF8.GetBytes(
            """{"device":"load-00017","ts":1768284600123,"seq":471100,"m":{"pm10":34.2,"pm25":29.8,"no2":41.25,"o3":12.5}}""");
        _rubbish = Encoding.UTF8.GetBytes("""{"device":"load-00017","ts":NaN}""");
    }

    [Benchmark(Baseline = true)]
    public int Reference() => Decode(_reference);

    [Benchmark]
    public int BareNumbersUnixTime() => Decode(_bare);

    [Benchmark]
    public int NotJson() => Decode(_rubbish);

    [Benchmark]
    public int ReferenceWithTopicAndValidator()
    {
        var taken = 0;
        if (Topics.Classify(Topic).Kind == TopicKind.Readings && Decode(_reference) > 0)
        {
            foreach (ref readonly var reading in _message.Readings)
            {
                var (quality, _) = ReadingValidator.Judge(
                    reading.Spec, reading.Value, reading.ObservedAt, reading.ClockAhead, new Predecessor(Now - 60_000, reading.Value));
                taken += quality == Quality.Good ? 1 : 0;
            }
        }

        return taken;
    }

    int Decode(byte[] payload)
    {
        PayloadDecoder.Decode(payload, _context, _message);
        return _message.Readings.Length;
    }
}
