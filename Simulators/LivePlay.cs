using CityOps.Core.Readings;
using CityOps.Core.Wire;
using CityOps.Simulators.City;
using CityOps.Simulators.Incidents;
using CityOps.Simulators.Mqtt;

namespace CityOps.Simulators;

/// <summary>
/// The live city: one loop that wakes for whichever device is due next, or because an incident came or was stopped. A device reports
/// on its interval, and more often while an incident touches it; without power it says nothing, and its gateway that it is offline.
/// </summary>
sealed class LivePlay(SimulatedCity city, Fleet fleet, IncidentDirector director, TimeProvider clock, PlayerOptions options)
{
    // Later than this (a machine that slept) the missed reports are left out instead of sent in a burst.
    const long MostBehindMs = 2_000;

    readonly PriorityQueue<LiveDevice, long> due = new();
    readonly double[] values = new double[SimulatedCity.MaxQuantities];
    readonly HashSet<LiveDevice> silenced = [];
    readonly HashSet<string> announced = [];
    Incident[] incidents = [];

    public async Task RunAsync(CancellationToken ct)
    {
        using var writer = new ReadingPayloadWriter();
        var start = clock.UnixMs();
        director.Begin(start);
        var (seen, done) = (Replan(start), start);
        while (true)
        {
            ct.ThrowIfCancellationRequested();
            var now = clock.UnixMs();
            director.Advance(now);
            if (director.Version != seen)
            {
                seen = Replan(done);
                Announce(now);
            }

            ReportDue(writer, now);
            done = now;
            due.TryPeek(out _, out var next);
            await WaitAsync(next - clock.UnixMs(), seen, ct);
        }
    }

    /// <summary>Until the next report, or until an incident comes or is stopped.</summary>
    async Task WaitAsync(long ms, long seen, CancellationToken ct)
    {
        using var waiting = CancellationTokenSource.CreateLinkedTokenSource(ct);
        var pause = Task.Delay(TimeSpan.FromMilliseconds(Math.Max(1, ms)), clock, waiting.Token);
        await Task.WhenAny(pause, director.ChangeAfter(seen));
        await waiting.CancelAsync();
    }

    /// <summary>Everybody's next report after a moment anew, as what happens now asks for.</summary>
    /// <returns>The version of the director that was planned with.</returns>
    long Replan(long afterMs)
    {
        var version = director.Version;
        incidents = director.Now;
        due.Clear();
        due.EnqueueRange(fleet.Devices.Select(device => (device, NextReport(device.Device, incidents, afterMs, options.Speed))));
        return version;
    }

    void ReportDue(ReadingPayloadWriter writer, long now)
    {
        while (due.TryPeek(out var device, out var at) && at <= now)
        {
            var observed = now - at > MostBehindMs ? now : at;
            Report(writer, device, observed);
            due.DequeueEnqueue(device, NextReport(device.Device, incidents, observed, options.Speed));
        }
    }

    void Report(ReadingPayloadWriter writer, LiveDevice device, long at)
    {
        if (Array.Exists(incidents, incident => incident.Silences(device.Device, at)))
        {
            Say(device, online: false);
            return;
        }

        Say(device, online: true);
        var sampled = city.Sample(device.Device, at, incidents, values);
        var payload = writer.WriteOne(at, device.NextSeq(), device.Device.Names, sampled);
        device.Link.TryPost(new OutboundMessage(device.Device.ReadingsTopic, payload, sampled.Length));
    }

    /// <summary>What its gateway says of a device that lost its power, and of one that has it again; once each.</summary>
    void Say(LiveDevice device, bool online)
    {
        if (online ? silenced.Remove(device) : silenced.Add(device))
        {
            var status = online ? BirthWriter.Write(device.Device.ToBirth()) : BirthWriter.Offline;
            device.Link.TryPost(new OutboundMessage(device.Device.StatusTopic, status, readings: 0, retain: true));
        }
    }

    /// <summary>The first moment after another at which a device reports: on its interval, or for an incident.</summary>
    /// <param name="speed">The interval is so many times shorter.</param>
    public static long NextReport(SimulatedDevice device, ReadOnlySpan<Incident> incidents, long afterMs, int speed = 1)
    {
        var (interval, phase) = (Math.Max(1, device.IntervalSeconds * 1000L / speed), device.PhaseMs / speed);
        var next = ((afterMs - phase) / interval + 1) * interval + phase;
        foreach (var incident in incidents)
        {
            if (incident.NextReport(device, afterMs) is { } extra && extra < next)
            {
                next = extra;
            }
        }

        return next;
    }

    void Announce(long now)
    {
        foreach (var incident in incidents.Where(incident => incident.StartMs <= now && announced.Add(incident.Id)))
        {
            options.Notice($"incident: {incident.Kind.Id} at {incident.Place}, until {Instants.ToRfc3339(incident.EndMs)}");
        }
    }
}
