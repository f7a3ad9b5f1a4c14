using CityOps.Dashboard;

return await DashboardProcess.RunAsync(args);
