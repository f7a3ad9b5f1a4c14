using CityOps.Core.Clocks;
using CityOps.Core.Readings;
using CityOps.Simulators.City;
using CityOps.Simulators.Devices;
using CityOps.Simulators.Faults;
using CityOps.Simulators.Incidents;

namespace CityOps.Simulators;

/// <summary>
/// The live city: one loop that wakes for whichever device is due next, or because an incident came or was stopped. A device reports
/// on its interval, and more often while an incident touches it; without power it says nothing and is offline.
/// </summary>
sealed class LivePlay(
    SimulatedCity city, Fleet fleet, IncidentDirector director, FaultyFleet faulty, TimeProvider clock, PlayerOptions options)
{
    // Later than this (a machine that slept) the missed reports are left out instead of sent in a burst. In real time.
    const long MostBehindMs = 2_000;

    // Faults begin and end without a device that wakes us.
    const long LongestSleepMs = 500;

    readonly long mostBehind = (long)(MostBehindMs * clock.Speed());
    readonly PriorityQueue<LiveDevice, long> due = new();
    readonly double[] values = new double[CityDevice.MaxValues];
    readonly HashSet<LiveDevice> silenced = [];
    readonly HashSet<string> announced = [];
    Incident[] incidents = [];
    long playedUntil;

    /// <summary>All that was due until then is sent, Unix ms. For any thread.</summary>
    public long PlayedUntil => Volatile.Read(ref playedUntil);

    public async Task RunAsync(CancellationToken ct)
    {
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

            faulty.Tick(now);
            ReportDue(now);
            done = now;
            Volatile.Write(ref playedUntil, now);
            due.TryPeek(out _, out var next);
            await WaitAsync(Math.Clamp(next, now + 1, now + LongestSleepMs), seen, ct);
        }
    }

    /// <summary>Until the next report, or until an incident comes or is stopped.</summary>
    async Task WaitAsync(long untilMs, long seen, CancellationToken ct)
    {
        using var waiting = CancellationTokenSource.CreateLinkedTokenSource(ct);
        var pause = Task.Delay(TimeSpan.FromMilliseconds(Math.Max(1, untilMs - clock.UnixMs())), clock, waiting.Token);

        // The clock may have passed it before the pause began; one that stands still between steps would then never end the pause.
        if (clock.UnixMs() < untilMs)
        {
            await Task.WhenAny(pause, director.ChangeAfter(seen));
        }

        await waiting.CancelAsync();
    }

    /// <summary>Everybody's next report after a moment anew, as what happens now asks for.</summary>
    /// <returns>The version of the director that was planned with.</returns>
    long Replan(long afterMs)
    {
        var version = director.Version;
        incidents = director.Now;
        due.Clear();
        due.EnqueueRange(fleet.Devices.Select(device => (device, NextReport(device.Whole, incidents, afterMs, options.Speed))));
        return version;
    }

    void ReportDue(long now)
    {
        while (due.TryPeek(out var device, out var at) && at <= now)
        {
            var observed = now - at > mostBehind ? now : at;
            Report(device, observed);
            due.DequeueEnqueue(device, NextReport(device.Whole, incidents, observed, options.Speed));
        }
    }

    void Report(LiveDevice device, long at)
    {
        if (Array.Exists(incidents, incident => incident.Silences(device.Device, at)))
        {
            Say(device, online: false);
            return;
        }

        Say(device, online: true);
        var measured = city.Sample(device.Device, at, incidents, values);
        faulty.Send(device, at, device.Whole.Complete(at, measured.Length, values));
    }

    /// <summary>A device that lost its power is missed, by its gateway or by the broker; one that has it again tells of itself. Once each.</summary>
    void Say(LiveDevice device, bool online)
    {
        if (!(online ? silenced.Remove(device) : silenced.Add(device)))
        {
            return;
        }

        if (online)
        {
            device.PowerUp();
        }
        else
        {
            device.LosePower();
        }
    }

    /// <summary>The first moment after another at which a device reports: by its rhythm, or for an incident.</summary>
    /// <param name="speed">The interval is so many times shorter.</param>
    public static long NextReport(CityDevice device, ReadOnlySpan<Incident> incidents, long afterMs, int speed = 1)
    {
        var next = device.Traits.Rhythm.Next(afterMs, speed);
        foreach (var incident in incidents)
        {
            if (incident.NextReport(device.Device, afterMs) is { } extra && extra < next)
            {
                next = extra;
            }
        }

        return next;
    }

    void Announce(long now)
    {
        announced.IntersectWith(incidents.Select(incident => incident.Id));
        foreach (var incident in incidents.Where(incident => incident.StartMs <= now && announced.Add(incident.Id)))
        {
            options.Notice($"incident: {incident.Kind.Id} at {incident.Place}, until {Instants.ToRfc3339(incident.EndMs)}");
        }
    }
}
