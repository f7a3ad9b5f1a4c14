using MessagePack;
using MessagePack.Resolvers;

namespace CityOps.Dashboard.Live.Packed;

/// <summary>
/// The hub's messages for our own pages: frames that come twice a second go packed. Other programs take the hub's JSON, whose form is the
/// contract; who takes this gets alerts with the names of C#.
/// </summary>
static class PackedFrames
{
    public static readonly MessagePackSerializerOptions Options = MessagePackSerializerOptions.Standard
        .WithSecurity(MessagePackSecurity.UntrustedData)
        .WithResolver(CompositeResolver.Create([new PackedValues(), new PackedMap()], [ContractlessStandardResolver.Instance]));
}
