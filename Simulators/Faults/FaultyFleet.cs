using CityOps.Core.Readings;
using CityOps.Simulators.Devices;
using CityOps.Simulators.Mqtt;

namespace CityOps.Simulators.Faults;

/// <summary>
/// What stands between sampling and the connections: sends what devices measured through the faults that run. Used by the playing loop;
/// <see cref="Counts"/> may be read from any thread.
/// </summary>
sealed class FaultyFleet(FaultDirector director, Fleet fleet, Action<string> notice) : IDisposable
{
    readonly MessageWriter writer = new();
    readonly FaultTally tally = new();
    readonly Dictionary<CityDevice, FaultLine> lines = [];
    readonly Dictionary<CityDevice, LiveDevice> devices = fleet.Devices.ToDictionary(d => d.Whole);
    readonly HashSet<Fault> running = [];
    long lost;
    long copies;
    long malformed;

    /// <summary>What the faults did so far.</summary>
    public FaultCounts Counts => new(Interlocked.Read(ref lost), Interlocked.Read(ref copies), Interlocked.Read(ref malformed), tally.Counts);

    /// <summary>Begins and ends faults by the time; those that end send what they held.</summary>
    public void Tick(long now)
    {
        var wanted = director.At(now);
        if (wanted.Count == 0 && running.Count == 0)
        {
            return;
        }

        foreach (var over in running.Except(wanted).ToList())
        {
            running.Remove(over);
            End(over);
        }

        foreach (var begun in wanted.Where(running.Add).ToList())
        {
            Begin(begun);
        }
    }

    /// <summary>The city ends: what faults hold goes out; connections that are cut stay cut.</summary>
    public void Finish()
    {
        foreach (var fault in running)
        {
            Flush(fault);
        }

        running.Clear();
    }

    /// <param name="values">What it sends, in the order of its names.</param>
    public void Send(LiveDevice device, long at, ReadOnlySpan<double> values)
    {
        var message = new DeviceMessage(device.Whole, [new DeviceRecord(at, device.Clock(at), device.NextSeq(), values.ToArray())]);
        if (lines.TryGetValue(device.Whole, out var line))
        {
            line.Send(message).ForEach(Post);
        }
        else
        {
            Post(message);
        }
    }

    public void Dispose() => writer.Dispose();

    void Begin(Fault fault)
    {
        var hit = fault.Kind.Begin is null ? Cut(fault) : Befall(fault);
        notice($"fault: {fault.Kind.Name} at {hit} of {fault.Scope}, until {Instants.ToRfc3339(fault.EndMs)} ({fault.Id})");
    }

    string Befall(Fault fault)
    {
        var hit = devices.Keys.Where(device => fault.Scope.Matches(device, fault.Key)).ToList();
        foreach (var device in hit)
        {
            if (!lines.TryGetValue(device, out var line))
            {
                lines.Add(device, line = new FaultLine());
            }

            line.Add(fault, fault.Kind.Begin!(new StepContext(fault, device, devices[device].NextSeq, Lose)));
        }

        return $"{hit.Count} devices";
    }

    string Cut(Fault fault)
    {
        var hit = LinksOf(fault).ToList();
        hit.ForEach(link => link.Cut());
        return $"{hit.Count} connections";
    }

    void End(Fault fault)
    {
        Flush(fault);
        if (fault.Kind.Begin is null)
        {
            // One that another fault still holds stays cut.
            LinksOf(fault).Except(running.Where(f => f.Kind.Begin is null).SelectMany(LinksOf)).ToList().ForEach(link => link.Restore());
        }

        notice($"fault: {fault.Kind.Name} of {fault.Scope} is over ({fault.Id})");
    }

    void Flush(Fault fault)
    {
        foreach (var (device, line) in lines.ToList())
        {
            line.Remove(fault).ForEach(Post);
            if (line.IsEmpty)
            {
                lines.Remove(device);
            }
        }
    }

    IEnumerable<GatewayLink> LinksOf(Fault fault) =>
        Enumerable.Range(0, fleet.Lines.Count).Where(i => fault.Scope.Matches(fleet.Lines[i], fault.Key)).Select(fleet.LinkOf);

    void Post(DeviceMessage message)
    {
        tally.Post(message);
        Interlocked.Add(ref copies, message.IsCopy ? 1 : 0);
        Interlocked.Add(ref malformed, message.Form is null ? 0 : 1);
        var readings = message.Form is null ? message.Records.Sum(record => record.Values.Length) : 0;
        devices[message.Device].Link.TryPost(new OutboundMessage(MessageWriter.TopicOf(message), writer.Write(message), readings));
    }

    void Lose(DeviceMessage message)
    {
        Interlocked.Increment(ref lost);
        tally.Lose(message);
    }
}
