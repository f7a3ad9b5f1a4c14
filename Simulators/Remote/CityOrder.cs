using CityOps.Simulators.Faults;
using CityOps.Simulators.Incidents;

namespace CityOps.Simulators.Remote;

/// <summary>What somebody outside tells a city that is played.</summary>
abstract record CityOrder
{
    /// <summary>Let something go wrong in the city.</summary>
    /// <param name="After">From now; the wish itself has no start.</param>
    public sealed record StartIncident(PlannedIncident Wish, TimeSpan After) : CityOrder;

    /// <summary>Let devices or gateways fail.</summary>
    public sealed record StartFault(FaultOrder Order) : CityOrder;

    /// <summary>End an incident or a fault, by its id.</summary>
    public sealed record Stop(string Id) : CityOrder;

    public sealed record ListIncidents : CityOrder;

    public sealed record ListFaults : CityOrder;
}

/// <summary>An order that nobody can read. The message is a sentence that says what would do.</summary>
sealed class OrderUnreadableException(string message) : Exception(message);
