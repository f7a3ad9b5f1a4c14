using System.CommandLine;
using CityOps.Simulators;

var command = CityCommand.Create(TimeProvider.System);
// Ctrl-C cancels the command; it then has this long to send what is waiting and say goodbye.
var configuration = new InvocationConfiguration { ProcessTerminationTimeout = TimeSpan.FromSeconds(10) };
return await command.Parse(args).InvokeAsync(configuration);
