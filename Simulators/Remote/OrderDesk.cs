using System.Buffers;
using CityOps.Core.Readings;
using CityOps.Simulators.Faults;
using CityOps.Simulators.Incidents;

namespace CityOps.Simulators.Remote;

/// <summary>Carries out what a city is told from outside. Bytes in, an answer out; it never throws for what it was told. Thread-safe.</summary>
sealed class OrderDesk(IncidentDirector incidents, FaultDirector faults, Func<FaultOrder, int> fitsOf, TimeProvider clock)
{
    // Whoever orders from outside must not let a city grow without end.
    const int MostFaults = 200;

    public CityAnswer Answer(ReadOnlySequence<byte> order)
    {
        try
        {
            return OrderJson.Read(order) switch
            {
                CityOrder.StartIncident start => Start(start),
                CityOrder.StartFault start => Start(start.Order),
                CityOrder.Stop stop => Stop(stop.Id),
                CityOrder.ListFaults => new CityAnswer { Faults = [.. faults.Running.Select(fault => Line(fault))] },
                _ => new CityAnswer
                {
                    Incidents = [.. incidents.Running.Concat(incidents.Planned).Select(Line)],
                    Kinds = [.. incidents.Kinds.Select(kind => new CityAnswer.KindLine(kind.Id, incidents.PlacesOf(kind)))],
                },
            };
        }
        catch (Exception e) when (e is OrderUnreadableException or IncidentRefusedException)
        {
            return new CityAnswer { Refused = e.Message };
        }
        catch (FaultOrderException e)
        {
            return new CityAnswer { Refused = $"This fault cannot be: {e.Message}." };
        }
    }

    CityAnswer Start(CityOrder.StartIncident start)
    {
        var wish = start.After > TimeSpan.Zero ? start.Wish with { StartMs = clock.UnixMs() + (long)start.After.TotalMilliseconds } : start.Wish;
        var made = incidents.Start(wish);
        return new CityAnswer { Incident = Line(made), Expects = [.. (incidents.SheetOf(made.Id)?.Required ?? []).Select(Line)] };
    }

    CityAnswer Start(FaultOrder order)
    {
        var fits = fitsOf(order);
        if (fits == 0)
        {
            return new CityAnswer { Refused = Nowhere(order) };
        }

        if (faults.Running.Count >= MostFaults)
        {
            throw new FaultOrderException($"{MostFaults} faults run or are to come; stop one first");
        }

        return new CityAnswer { Fault = Line(faults.Start(order), fits) };
    }

    CityAnswer Stop(string id) => incidents.Stop(id) || faults.Stop(id)
        ? new CityAnswer { Stopped = id }
        : new CityAnswer { Refused = $"Nothing with the id '{PlainText.Excerpt(id, 64)}' runs or is to come; a list says what does." };

    static string Nowhere(FaultOrder order)
    {
        var where = PlainText.Excerpt(new FaultScope(order.Devices, order.Domain, order.District, order.Share).ToString(), 128);
        return order.Kind == FaultKind.OfConnections
            ? $"This city has no gateway and no device with a client of its own that fits '{where}'; gateways are called like gw-traffic-1."
            : $"This city has no device that fits '{where}'; the health page and GET /api/v1/stations have their ids.";
    }

    static CityAnswer.IncidentLine Line(RunningIncident incident) => new(
        incident.Id, incident.Kind.Id, incident.Place, incident.Size, Instants.ToRfc3339(incident.StartMs), Instants.ToRfc3339(incident.EndMs));

    static CityAnswer.ExpectLine Line(ExpectedAlert line) => new(
        line.Rule, line.Subject, line.Where, line.Severity.ToString().ToLowerInvariant(), Instants.ToRfc3339(line.EarliestRaise), Instants.ToRfc3339(line.LatestRaise));

    static CityAnswer.FaultLine Line(RunningFault fault, int? fits = null) =>
        new(fault.Id, fault.Kind, fault.Where, fits, Instants.ToRfc3339(fault.StartMs), Instants.ToRfc3339(fault.EndMs));
}
