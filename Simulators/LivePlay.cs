using CityOps.Core.Readings;
using CityOps.Core.Wire;
using CityOps.Simulators.City;
using CityOps.Simulators.Incidents;
using CityOps.Simulators.Mqtt;

namespace CityOps.Simulators;

/// <summary>
/// The live city: one loop that wakes for whichever device is due next. A device reports on its interval, and more often while
/// an incident touches it.
/// </summary>
sealed class LivePlay(SimulatedCity city, Fleet fleet, TimeProvider clock, PlayerOptions options)
{
    // Later than this (a machine that slept) the missed reports are left out instead of sent in a burst.
    const long MostBehindMs = 2_000;

    readonly PriorityQueue<LiveDevice, long> due = new();
    readonly double[] values = new double[SimulatedCity.MaxQuantities];
    int announced;

    public async Task RunAsync(CancellationToken ct)
    {
        using var writer = new ReadingPayloadWriter();
        var start = clock.UnixMs();
        var script = options.Incidents ? new IncidentScript(city, start) : null;
        foreach (var device in fleet.Devices)
        {
            due.Enqueue(device, NextReport(device.Device, script, start, options.Speed));
        }

        while (true)
        {
            ct.ThrowIfCancellationRequested();
            var now = clock.UnixMs();
            Announce(script, now);
            ReportDue(writer, script, now);
            due.TryPeek(out _, out var next);
            await Task.Delay(TimeSpan.FromMilliseconds(Math.Max(1, next - now)), clock, ct);
        }
    }

    void ReportDue(ReadingPayloadWriter writer, IncidentScript? script, long now)
    {
        while (due.TryPeek(out var device, out var at) && at <= now)
        {
            var observed = now - at > MostBehindMs ? now : at;
            Report(writer, device, observed, script);
            due.DequeueEnqueue(device, NextReport(device.Device, script, observed, options.Speed));
        }
    }

    void Report(ReadingPayloadWriter writer, LiveDevice device, long at, IncidentScript? script)
    {
        var sampled = city.Sample(device.Device, at, script is null ? [] : script.Near(at), values);
        var payload = writer.WriteOne(at, device.NextSeq(), device.Device.Names, sampled);
        device.Link.TryPost(new OutboundMessage(device.Device.ReadingsTopic, payload, sampled.Length));
    }

    /// <summary>The first moment after another at which a device reports: on its interval, or for an incident.</summary>
    /// <param name="speed">The interval is so many times shorter.</param>
    public static long NextReport(SimulatedDevice device, IncidentScript? script, long afterMs, int speed = 1)
    {
        var (interval, phase) = (Math.Max(1, device.IntervalSeconds * 1000L / speed), device.PhaseMs / speed);
        var next = ((afterMs - phase) / interval + 1) * interval + phase;
        foreach (var incident in script is null ? [] : script.Near(afterMs))
        {
            if (incident.Touches(device) && incident.NextReport(afterMs) is { } extra && extra < next)
            {
                next = extra;
            }
        }

        return next;
    }

    void Announce(IncidentScript? script, long now)
    {
        while (script is not null && script[announced].StartMs <= now)
        {
            var incident = script[announced++];
            var place = string.Join(", ", incident.Devices.Select(d => d.Name));
            options.Notice($"incident: {incident.Kind.Name} at {place}, until {Instants.ToRfc3339(incident.EndMs)}");
        }
    }
}
